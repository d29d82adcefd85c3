// A TPM 2.0 by tpm2-tools: a quote over every register of the SHA-256 bank, by the attestation key
// that was made and enrolled when the machine was set up. Source: TCG TPM 2.0 Library, part 3,
// TPM2_Quote.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { concatBytes, toHex, type Bytes } from '../../protocol/index.ts';
import { CollectError, type Collector } from './collector.ts';
import { runTool } from './run-tool.ts';

/** Where the attestation key lies: a persistent object below the owner's hierarchy. */
export const attestationKeyHandle = '0x81000100';

const registers = Array.from({ length: 24 }, (_, index) => index);
const pcrLength = 32;
/**
 * TPMs without a resource manager have three places for objects and sessions; another call may hold
 * them.
 */
const tries = 5;

const u16 = (n: number): Bytes => Uint8Array.of(n >> 8, n & 255);

interface TpmPlace {
  /** Where the TPM is, as tpm2-tools write it: `device:/dev/tpmrm0`, `swtpm:host=…,port=…`. */
  readonly tcti: string;
  /** Where the tools are found. */
  readonly path: string;
}

function container(message: Bytes, signature: Bytes, pcrs: Bytes): Bytes {
  if (pcrs.length !== registers.length * pcrLength) {
    throw new CollectError(`tpm2_quote: ${pcrs.length} bytes of registers`);
  }
  const values = registers.map((index) =>
    concatBytes(u16(pcrLength), pcrs.subarray(index * pcrLength, (index + 1) * pcrLength)),
  );
  const count = Uint8Array.of(0, 0, 0, registers.length);
  return concatBytes(u16(message.length), message, signature, count, ...values);
}

async function quote({ tcti, path }: TpmPlace, qualification: Bytes, folder: string) {
  const at = (name: string) => join(folder, name);
  const environment = { PATH: path, TPM2TOOLS_TCTI: tcti, TSS2_LOG: 'all+NONE' };
  const key = ['-c', attestationKeyHandle];
  await runTool('tpm2_readpublic', [...key, '-f', 'tpmt', '-o', at('key')], environment);
  const bank = `sha256:${registers.join(',')}`;
  const what = ['-l', bank, '-q', toHex(qualification), '-g', 'sha256'];
  const where = ['-m', at('message'), '-s', at('signature'), '-o', at('pcrs'), '-F', 'values'];
  await runTool('tpm2_quote', [...key, ...what, ...where], environment);
  const read = (name: string) => concatBytes(readFileSync(at(name)));
  return {
    raw: container(read('message'), read('signature'), read('pcrs')),
    publicArea: read('key'),
  };
}

export function tpmCollector(place: TpmPlace): Collector {
  return {
    async collect(reportData) {
      const folder = mkdtempSync(join(tmpdir(), 'parley-tpm-'));
      try {
        for (let left = tries; ; left--) {
          try {
            const { raw, publicArea } = await quote(place, reportData.subarray(0, 32), folder);
            return { format: 'tpm2', raw, endorsements: [publicArea] };
          } catch (error) {
            if (!(error instanceof CollectError) || left === 1) throw error;
          }
        }
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  };
}
