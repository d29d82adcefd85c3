#!/bin/sh
# Builds the enclave image below out/ and prints PCR0, PCR1 and PCR2. Needs Docker with buildx
# and nitro-cli, no Nitro machine. Arguments go to Docker: `--build-arg BASE=debian@sha256:…`.
set -eu
cd "$(dirname "$0")"
../stage.sh "$PWD/stage"
chmod 755 start-worker
mkdir -p out
# Times of files are in the image and in its measurement: all of them are set to one.
docker buildx build "$@" --build-arg SOURCE_DATE_EPOCH=0 \
  --output type=docker,name=parley-worker,rewrite-timestamp=true .
nitro-cli build-enclave --docker-uri parley-worker --output-file out/parley-worker.eif
