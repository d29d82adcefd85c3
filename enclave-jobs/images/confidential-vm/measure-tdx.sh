#!/bin/sh
# MRTD and RTMR0 to RTMR2 of TDX for the image in out/, on any machine with Docker (virtee's tdx-measure). Takes the
# firmware, the number of virtual processors and the memory that the machine will be started with.
set -eu
ovmf=${1:?OVMF for TDX}
vcpus=${2:?number of virtual processors}
memory=${3:?memory, as 16G}
cd "$(dirname "$0")/out"
jq -n --arg bios "$ovmf" --argjson cpus "$vcpus" --arg memory "$memory" --rawfile cmdline parley-worker.cmdline '{
  boot_config: { $cpus, $memory, $bios, acpi_tables: "acpi_tables.bin" },
  direct: { kernel: "parley-worker.vmlinuz", initrd: "parley-worker.initrd", $cmdline }
}' > tdx.json
tdx-measure --direct-boot true --create-acpi-tables ubuntu:25.04 tdx.json
