// What our verifier says of a vector, and where that differs from what it must say.

import { examineEvidence, type Examined } from '#enclave/attestation/index.ts';
import { fieldsOf, plain } from '../../_client/proofs/plain-fields.ts';
import type { ExpectedVerdict, Vector } from './read-vector.ts';

export interface Difference {
  readonly what: string;
  readonly expected: string;
  readonly found: string;
}

export interface JudgedVector {
  readonly verdict: 'authentic' | 'refused';
  readonly tcbStatus: string | null;
  readonly debug: boolean | null;
  /** Id of the first line that fails; null for authentic evidence. */
  readonly check: string | null;
  readonly differences: readonly Difference[];
}

type Said = Omit<JudgedVector, 'differences'>;

function saidOf({ claims, fault }: Examined): Said {
  if (claims === undefined) {
    return {
      ...{ verdict: 'refused', tcbStatus: null, debug: null },
      check: fault?.line.id ?? 'unknown',
    };
  }
  const { platform, debug } = claims;
  const tcbStatus = 'tcb' in platform ? platform.tcb.status : null;
  return { verdict: 'authentic', tcbStatus, debug, check: null };
}

const text = (value: string | boolean | null) => String(value);

function compare(expected: ExpectedVerdict, said: Said, examined: Examined): readonly Difference[] {
  const pairs: (readonly [string, string | boolean | null, string | boolean | null])[] = [
    ['verdict', expected.verdict, said.verdict],
  ];
  if (expected.verdict === 'refused') pairs.push(['check', expected.check, said.check]);
  else {
    pairs.push(['tcbStatus', expected.tcbStatus, said.tcbStatus]);
    pairs.push(['debug', expected.debug, said.debug]);
    const fields = new Map(
      fieldsOf(plain(examined.claims)).map(({ path, value }) => [path, value]),
    );
    for (const [path, value] of Object.entries(expected.fields)) {
      pairs.push([path, value, fields.get(path) ?? 'not stated']);
    }
  }
  return pairs
    .filter(([, wanted, found]) => wanted !== found)
    .map(([what, wanted, found]) => ({ what, expected: text(wanted), found: text(found) }));
}

/** Judged at the vector's own time, below the compiled-in anchors. */
export async function judgeVector(vector: Vector): Promise<JudgedVector> {
  const { format, raw, endorsements, at } = vector;
  const context = { crypto: globalThis.crypto, at };
  const examined = await examineEvidence(format, raw, endorsements, context);
  const said = saidOf(examined);
  return { ...said, differences: compare(vector.expected, said, examined) };
}
