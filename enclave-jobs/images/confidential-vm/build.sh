#!/bin/sh
# Builds the image below out/: the disk, and kernel, initrd and command line beside it. Needs mkosi 26, neither SNP nor TDX.
set -eu
cd "$(dirname "$0")"
../stage.sh "$PWD/stage"
# Modes are in the image and in its hash; a checkout's depend on the umask.
chmod -R u=rwX,go=rX mkosi.extra
chmod 755 mkosi.extra/usr/local/bin/start-worker
mkosi --force build
# The words that the unified kernel image holds, roothash= among them: the machine is started with exactly these.
objcopy -O binary --only-section=.cmdline out/parley-worker.efi out/cmdline
tr -d '\000' < out/cmdline > out/parley-worker.cmdline
rm out/cmdline
