#!/bin/sh
# Lays out the five files that make a worker as every image carries them, and prints their digests: those of
# `npm run measure` for the same Node.js. Takes the folder to write to; the build must be there (`npm run build`).
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
out=${1:?the folder to write to}
bindings=node_modules/@duckdb/node-bindings-linux-x64
worker=$out/opt/parley

rm -rf "$out"
mkdir -p "$worker/$bindings"
# The agent's bundle is measured under this name (enclave-jobs/launch/measured-files.ts).
cp "$root/dist/enclave/worker.cjs" "$worker/agent.cjs"
cp "$root/dist/enclave/engine.cjs" "$worker/engine.cjs"
cp "$root/$bindings/duckdb.node" "$worker/$bindings/duckdb.node"
cp "$root/$bindings/libduckdb.so" "$worker/$bindings/libduckdb.so"
cp "$(node -p process.execPath)" "$worker/node"

# Images keep modes and times, and measure them: always the same ones.
chmod -R u=rwX,go=rX "$out"
chmod 755 "$worker/node"
find "$out" -type f ! -name node -exec chmod 644 {} +
find "$out" -exec touch -h -d @0 {} +
cd "$worker"
find . -type f | LC_ALL=C sort | xargs sha256sum
