// SGX below Gramine or Occlum: /dev/attestation. Source: Gramine, Attestation and Secret
// Provisioning.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { concatBytes } from '../../protocol/index.ts';
import { CollectError, type Collector } from './collector.ts';

/** `base` is `/dev/attestation`. */
export function devAttestationCollector(base: string): Collector {
  return {
    collect(reportData) {
      try {
        const type = readFileSync(join(base, 'attestation_type'), 'utf8').trim();
        if (type !== 'dcap') throw new CollectError(`attestation type ${type}: not known`);
        writeFileSync(join(base, 'user_report_data'), reportData);
        const raw = concatBytes(readFileSync(join(base, 'quote')));
        if (raw.length === 0) throw new CollectError('quote: empty');
        return Promise.resolve({ format: 'sgx-dcap', raw, endorsements: [] });
      } catch (cause) {
        if (cause instanceof CollectError) throw cause;
        const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'failed';
        throw new CollectError(`/dev/attestation: ${code}`, { cause });
      }
    },
  };
}
