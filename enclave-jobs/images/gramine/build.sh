#!/bin/sh
# Builds and signs the enclave, and prints MRENCLAVE. Needs Gramine's tools, no SGX. Takes the signing key (RSA 3072,
# exponent 3; `gramine-sgx-gen-private-key`): MRSIGNER depends on it, MRENCLAVE does not.
set -eu
key=${1:?the signing key}
cd "$(dirname "$0")"
../stage.sh "$PWD/stage"
mkdir -p endorsements
gramine-manifest -Darch_libdir=/lib/x86_64-linux-gnu worker.manifest.template worker.manifest
gramine-sgx-sign --key "$key" --manifest worker.manifest --output worker.manifest.sgx
gramine-sgx-sigstruct-view worker.sig
