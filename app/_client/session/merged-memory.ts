// Two browsers of one person: what they remember, together.

import type { ClientState } from '#enclave/participant/index.ts';
import { sorted } from '#enclave/protocol/index.ts';

type Grant = ClientState['grants'][number];

/** A share that either side has is kept, also beside a higher number: it is nowhere else. */
function withShare(grant: Grant, all: readonly Grant[]): Grant {
  const noiseShare = [grant, ...all].find(
    (one) => one.manifest === grant.manifest && one.noiseShare !== undefined,
  )?.noiseShare;
  return noiseShare === undefined ? grant : { ...grant, noiseShare };
}

/** Nothing is forgotten, no head goes back, no grant number is given twice. */
export function mergedMemory(mine: ClientState, theirs: ClientState): ClientState {
  const later = <T>(lists: readonly T[], keyOf: (item: T) => string, rank: (item: T) => number) => {
    const best = new Map<string, T>();
    for (const item of lists) {
      const known = best.get(keyOf(item));
      if (known === undefined || rank(item) > rank(known)) best.set(keyOf(item), item);
    }
    return sorted([...best.values()], keyOf);
  };
  return {
    ...mine,
    pins: later(
      [...theirs.pins, ...mine.pins],
      (pin) => pin.party,
      (pin) => -pin.comparedAt,
    ),
    heads: later(
      [...theirs.heads, ...mine.heads],
      (head) => head.broker,
      (head) => head.index,
    ),
    grants: later(
      [...theirs.grants, ...mine.grants],
      (one) => one.manifest,
      (one) => one.grantSeq,
    ).map((one) => withShare(one, [...mine.grants, ...theirs.grants])),
  };
}
