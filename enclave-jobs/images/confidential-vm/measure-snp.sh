#!/bin/sh
# MEASUREMENT of SEV-SNP for the image in out/, on any machine (sev-snp-measure 0.0.13). Takes the firmware and the number
# of virtual processors that the machine will be started with. The firmware must be OVMF's AmdSev build, which keeps the
# hashes of kernel, initrd and command line that QEMU puts into it (`kernel-hashes=on`).
set -eu
ovmf=${1:?OVMF.amdsev.fd}
vcpus=${2:?number of virtual processors}
cpu=${3:-EPYC-v4}
image=$(dirname "$0")/out/parley-worker
sev-snp-measure --mode snp --vmm-type QEMU --vcpus "$vcpus" --vcpu-type "$cpu" --guest-features 0x1 \
  --ovmf "$ovmf" --kernel "$image.vmlinuz" --initrd "$image.initrd" --append "$(cat "$image.cmdline")"
