// The frame of a verifier's negative tests: cases, each with the one line that fails; no line
// without a case; no byte that may be another.

import { expect, it } from 'vitest';
import type { Bytes } from '#enclave/protocol/index.ts';
import {
  EvidenceFault,
  openExamination,
  type CheckLine,
  type Examination,
  type FaultCode,
} from '#enclave/attestation/examination.ts';
import { changed } from './bytes.ts';

export interface Outcome<Claims = unknown> {
  readonly claims: Claims | undefined;
  readonly lines: readonly CheckLine[];
  /** Name of the line, and the fault's code, if there was one. */
  readonly failed: string | undefined;
  readonly code: string | undefined;
}

export async function outcomeOf<Claims>(
  examine: (examination: Examination) => Promise<Claims>,
): Promise<Outcome<Claims>> {
  const examination = openExamination();
  const { lines } = examination;
  try {
    return { claims: await examine(examination), lines, failed: undefined, code: undefined };
  } catch (fault) {
    if (!(fault instanceof EvidenceFault)) throw fault;
    return { claims: undefined, lines, failed: fault.line.id, code: fault.code };
  }
}

/**
 * Title → the line that fails, what is examined, and the fault's code if it is not
 * EVIDENCE_INVALID.
 */
export type Cases<Twist> = Readonly<
  Record<
    string,
    readonly [line: string, twist: () => Twist | Promise<Twist>, code?: FaultCode | undefined]
  >
>;

/**
 * One test for each case, and one that every line of good evidence has a case. `{}` is good
 * evidence.
 */
export function itIsRefused<Twist extends object>(
  cases: Cases<Partial<Twist>>,
  examine: (twist: Partial<Twist>) => Promise<Outcome>,
): void {
  it.each(Object.entries(cases))('%s', async (_, [line, twist, wanted = 'EVIDENCE_INVALID']) => {
    const { failed, code, claims, lines } = await examine(await twist());
    expect(failed).toBe(line);
    expect(code).toBe(wanted);
    expect(claims).toBeUndefined();
    // Everything before the line passed: it is this check that refuses.
    expect(lines.slice(0, -1).every(({ passed }) => passed)).toBe(true);
  });

  it('for every check that there is', async () => {
    const { lines, failed } = await examine({});
    expect(failed).toBeUndefined();
    const covered = new Set(Object.values(cases).map(([line]) => line));
    expect(lines.map(({ id }) => id).filter((id) => !covered.has(id))).toEqual([]);
  });
}

/** The places of the bytes of which one bit, turned, leaves evidence accepted. */
export async function bytesThatMayBend(
  raw: Bytes,
  examine: (raw: Bytes) => Promise<Outcome>,
): Promise<readonly number[]> {
  const free: number[] = [];
  for (let index = 0; index < raw.length; index++) {
    const turned = changed(raw, index, (raw[index] ?? 0) ^ (1 << (index % 8)));
    if ((await examine(turned)).claims !== undefined) free.push(index);
  }
  return free;
}
