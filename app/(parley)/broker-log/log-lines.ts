// The public lines of a log that was verified, and what leaves this browser of them.

import { LogEntry, readSigned, type Doc, type SignedDocument } from '#enclave/protocol/index.ts';
import type { VerifiedBroker } from '#enclave/participant/index.ts';
import { csvOf } from '../../_proof/download.ts';
import { say } from '../../_text/text.ts';

export type LogLine = Doc<LogEntry>;

/** The newest first. */
export function linesOf(log: readonly SignedDocument[]): readonly LogLine[] {
  return log.map((signed) => readSigned(LogEntry, signed)).reverse();
}

export const kindWord = (line: LogLine): string => say(`log.kind.${line.value.kind}`);

export const timeOf = (line: LogLine): Date => new Date(line.value.at.time * 1000);

/** Every word of the filter must stand somewhere in the line. */
export function matches(line: LogLine, filter: string): boolean {
  const { index, kind, commitment } = line.value;
  const text = [index, kind, kindWord(line), commitment, line.name, timeOf(line).toISOString()]
    .join(' ')
    .toLowerCase();
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** What anybody can verify again: the broker's own document and every line as signed. */
export function packageOf({ genesis, log }: Pick<VerifiedBroker, 'genesis' | 'log'>): string {
  return JSON.stringify({ genesis: genesis.signed, entries: log });
}

export function csvOfLines(lines: readonly LogLine[]): string {
  return csvOf([
    ['index', 'time', 'time_source', 'kind', 'entry', 'commitment', 'ledgers', 'previous'],
    ...lines.map((line) => {
      const { index, at, kind, commitment, ledgers, previous } = line.value;
      const time = timeOf(line).toISOString();
      return [String(index), time, at.source, kind, line.name, commitment, ledgers, previous];
    }),
  ]);
}
