// What two browsers of one person remember, merged: rollback protection must survive it.

import { describe, expect, it } from 'vitest';
import { mergedMemory } from '#app/_client/session/merged-memory.ts';
import { firstVisit, nextGrant, pinParty, seeHead } from '#enclave/participant/index.ts';
import { Secret } from '#enclave/sealing/index.ts';
import { named } from '../support/decision-world.ts';

const share = new Secret(new Uint8Array(32));
const head = (broker: string, index: number) => ({
  broker: named(broker),
  index,
  entry: named(`${broker} ${index}`),
});

describe('two memories', () => {
  const mine = seeHead(pinParty(firstVisit, named('alder'), 5), head('one', 7));
  const theirs = seeHead(
    seeHead(pinParty(pinParty(firstVisit, named('alder'), 9), named('birch'), 3), head('one', 4)),
    head('two', 2),
  );

  it('keep the higher head of each broker, whichever side has it', () => {
    for (const merged of [mergedMemory(mine, theirs), mergedMemory(theirs, mine)]) {
      expect(merged.heads.find((one) => one.broker === named('one'))).toEqual(head('one', 7));
      expect(merged.heads.find((one) => one.broker === named('two'))).toEqual(head('two', 2));
    }
  });

  it('keep every pin, with the first time that words were compared', () => {
    const { pins } = mergedMemory(mine, theirs);
    expect(pins.map((pin) => [pin.party, pin.comparedAt]).sort()).toEqual(
      [
        [named('alder'), 5],
        [named('birch'), 3],
      ].sort(),
    );
  });

  it('keep the last grant number, so that none is given twice', () => {
    const manifest = named('manifest');
    const first = nextGrant(mine, manifest, share).state;
    const second = nextGrant(nextGrant(theirs, manifest, share).state, manifest, share).state;
    expect(nextGrant(mergedMemory(first, second), manifest, share).grantSeq).toBe(3);
  });

  it('keep a noise share that only one side has, beside the higher number of the other', () => {
    const manifest = named('manifest');
    const withShare = nextGrant(mine, manifest, share).state;
    const without = { ...theirs, grants: [{ manifest, grantSeq: 9 }] };
    for (const merged of [mergedMemory(withShare, without), mergedMemory(without, withShare)]) {
      expect(merged.grants).toEqual([
        { manifest, grantSeq: 9, noiseShare: withShare.grants[0]?.noiseShare },
      ]);
    }
  });

  it('are the same memory again when merged with themselves', () => {
    expect(mergedMemory(mine, mine)).toEqual(mine);
  });
});
