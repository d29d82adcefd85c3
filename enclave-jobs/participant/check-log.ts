// R26, R29: a broker's public log, line by line: signed by its key, chained, without a gap.

import {
  EnclaveError,
  LogEntry,
  noPrevious,
  recodeLater,
  type Genesis,
  type Hash,
  type Head,
  type SignedDocument,
} from '../protocol/index.ts';
import { plainKey, verifySigned, type Signed, type VerifyCrypto } from '../signing/index.ts';

export interface LogCheck {
  readonly broker: Hash;
  readonly genesis: Genesis;
  readonly crypto: VerifyCrypto;
}

/** The verified lines from index 0. Throws CHAIN_BROKEN or SIGNATURE_INVALID. */
export async function checkLog(
  entries: readonly SignedDocument[],
  { broker, genesis, crypto }: LogCheck,
): Promise<readonly Signed<LogEntry>[]> {
  const key = plainKey(genesis.signingKey);
  const lines: Signed<LogEntry>[] = [];
  for (const [index, entry] of entries.entries()) {
    const line = await recodeLater('SIGNATURE_INVALID', 'log entry', () =>
      verifySigned(LogEntry, entry, [key], crypto),
    );
    const before = lines.at(-1);
    const chained =
      line.value.index === index &&
      line.value.broker === broker &&
      line.value.previous === (before?.name ?? noPrevious) &&
      line.value.at.time >= (before?.value.at.time ?? 0);
    if (!chained) throw new EnclaveError('CHAIN_BROKEN', `log ${index}`);
    lines.push(line);
  }
  return lines;
}

/** Throws HEAD_ROLLED_BACK unless the log has this entry at this index. */
export function requireHead(lines: readonly Signed<LogEntry>[], seen: Head): void {
  if (lines[seen.index]?.name !== seen.entry) {
    throw new EnclaveError('HEAD_ROLLED_BACK', `log ${seen.index}`);
  }
}
