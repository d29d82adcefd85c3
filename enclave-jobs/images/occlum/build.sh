#!/bin/sh
# Builds and signs the enclave, and prints MRENCLAVE and MRSIGNER. Runs in Occlum's development image, without SGX.
# Takes the signing key (RSA 3072, exponent 3): MRSIGNER depends on it, MRENCLAVE does not.
set -eu
key=$(readlink -f "${1:?the signing key}")
cd "$(dirname "$0")"
../stage.sh "$PWD/stage"
rm -rf instance
occlum new instance
cd instance
rm -rf image
copy_bom -f ../bom.yaml --root image --include-dir /opt/occlum/etc/template
jq -f ../settings.jq Occlum.json > Occlum.json.new
mv Occlum.json.new Occlum.json
occlum build --sign-key "$key"
echo "MRENCLAVE $(occlum print mrenclave)"
echo "MRSIGNER $(occlum print mrsigner)"
