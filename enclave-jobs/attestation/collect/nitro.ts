// Nitro Enclaves and NitroTPM: a program of the image asks the security module, because Node.js has
// no ioctl. Nitro's is `nsm-attest` of images/nitro; NitroTPM's is AWS's own `nitro-tpm-attest`.
// Both take a file of user data and write the document to standard output.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { concatBytes } from '../../protocol/index.ts';
import { CollectError, type Collector } from './collector.ts';
import { runTool } from './run-tool.ts';

export function nitroCollector(
  format: 'nitro-enclave' | 'nitro-tpm',
  program: string,
  path: string,
): Collector {
  return {
    async collect(reportData) {
      const folder = mkdtempSync(join(tmpdir(), 'parley-nitro-'));
      const file = join(folder, 'user-data');
      try {
        writeFileSync(file, reportData);
        const raw = concatBytes(await runTool(program, ['--user-data', file], { PATH: path }));
        if (raw.length === 0) throw new CollectError(`${program}: no document`);
        return { format, raw, endorsements: [] };
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  };
}
