// SEV-SNP, TDX and ARM CCA through the kernel's configfs-tsm: an entry of one's own, the data in,
// the report out. Source: Linux, Documentation/ABI/testing/configfs-tsm-report.

import { mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { concatBytes, type Bytes, type EvidenceFormat } from '../../protocol/index.ts';
import { CollectError, type Collector } from './collector.ts';

/** By what the kernel says that it is. */
const formats: Readonly<Record<string, EvidenceFormat>> = {
  sev_guest: 'sev-snp',
  tdx_guest: 'tdx',
  arm_cca_guest: 'arm-cca',
};
const tries = 3;
/**
 * SNP certificate table: entries of 24 bytes, GUID, offset, length, little-endian; an empty GUID
 * ends it.
 */
const entryLength = 24;

/**
 * Certificates of the host's table, without their names. Source: AMD GHCB specification, extended
 * guest request.
 */
export function certificatesOf(table: Bytes): readonly Bytes[] {
  const view = new DataView(table.buffer, table.byteOffset, table.byteLength);
  const found: Bytes[] = [];
  for (let at = 0; at + entryLength <= table.length; at += entryLength) {
    if (table.subarray(at, at + 16).every((byte) => byte === 0)) return found;
    const offset = view.getUint32(at + 16, true);
    const length = view.getUint32(at + 20, true);
    if (offset + length > table.length) throw new CollectError('auxblob: a table beyond its end');
    if (length > 0) found.push(concatBytes(table.subarray(offset, offset + length)));
  }
  return found;
}

interface Report {
  readonly raw: Bytes;
  readonly aux: Bytes;
}

/**
 * Undefined if somebody else wrote into the entry in between: the report would be about other data.
 */
function readReport(entry: string, data: Bytes, hasAux: boolean): Report | undefined {
  const at = (name: string) => join(entry, name);
  const generation = () => Number(readFileSync(at('generation'), 'utf8').trim());
  const before = generation();
  writeFileSync(at('inblob'), data);
  const raw = concatBytes(readFileSync(at('outblob')));
  const aux = hasAux ? concatBytes(readFileSync(at('auxblob'))) : new Uint8Array();
  return generation() === before + 1 && raw.length > 0 ? { raw, aux } : undefined;
}

/**
 * `base` is the folder of reports: `/sys/kernel/config/tsm/report` where configfs is mounted. An
 * entry of a name that is there already is used: the kernel makes its attributes, a stand-in must
 * have made them.
 */
export function tsmCollector(base: string, name = () => `parley-${randomUUID()}`): Collector {
  return {
    collect(reportData) {
      const entry = join(base, name());
      try {
        mkdirSync(entry, { recursive: true });
        const provider = readFileSync(join(entry, 'provider'), 'utf8').trim();
        const format = formats[provider];
        if (format === undefined) throw new CollectError(`provider ${provider}: not known`);
        for (let left = tries; left > 0; left--) {
          const report = readReport(entry, reportData, format === 'sev-snp');
          if (report === undefined) continue;
          const endorsements = certificatesOf(report.aux);
          return Promise.resolve({ format, raw: report.raw, endorsements });
        }
        throw new CollectError('configfs-tsm: another program keeps writing');
      } catch (cause) {
        if (cause instanceof CollectError) throw cause;
        const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'failed';
        throw new CollectError(`configfs-tsm: ${code}`, { cause });
      } finally {
        removeEntry(entry);
      }
    },
  };
}

/** configfs removes an entry with its attributes; what cannot be removed is no reason to fail. */
function removeEntry(entry: string): void {
  try {
    rmdirSync(entry);
  } catch {
    // Not made, or a folder that only stands in for configfs.
  }
}
