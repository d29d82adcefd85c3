// Which TEE this program runs in, by the address of its interface: an unmeasured setting, because
// it decides nothing. A host that names another one gets evidence that nobody accepts.

import { CollectError, type Collector } from './collector.ts';
import { tsmCollector } from './configfs-tsm.ts';
import { devAttestationCollector } from './dev-attestation.ts';
import { nitroCollector } from './nitro.ts';
import { tpmCollector } from './tpm2.ts';

const kinds: Readonly<Record<string, (place: string, path: string) => Collector>> = {
  tsm: (base) => tsmCollector(base),
  attestation: (base) => devAttestationCollector(base),
  nsm: (program, path) => nitroCollector('nitro-enclave', program, path),
  'nitro-tpm': (program, path) => nitroCollector('nitro-tpm', program, path),
  tpm: (tcti, path) => tpmCollector({ tcti, path }),
};

/**
 * `tsm:/sys/kernel/config/tsm/report`, `attestation:/dev/attestation`, `nsm:PROGRAM`,
 * `tpm:device:/dev/tpmrm0`. `path` is where tools are found. Throws CollectError.
 */
export function openCollector(address: string, path: string): Collector {
  const at = address.indexOf(':');
  const open = Object.hasOwn(kinds, address.slice(0, at)) ? kinds[address.slice(0, at)] : undefined;
  const place = address.slice(at + 1);
  if (open === undefined || place === '') {
    throw new CollectError(
      `${address}: a TEE is written as KIND:PLACE with one of ${Object.keys(kinds).join(', ')}`,
    );
  }
  return open(place, path);
}
