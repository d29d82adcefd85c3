// Before anything is signed for a party, its words were compared: a look-alike name from the
// platform is a stranger's.

import { describe, expect, it } from 'vitest';
import { requireCompared, type Member } from '#app/_client/session/member.ts';
import { firstVisit, pinParty } from '#enclave/participant/index.ts';
import { build, named } from '../support/decision-world.ts';

const { alder, bureau } = (await build()).world;
const member = (memory = firstVisit): Member => ({
  party: alder,
  keyFile: { card: alder.card, secrets: undefined as never, passkeys: [] },
  memory,
  revision: 0,
  hasPasskey: true,
});

describe('a party that is named in a rule or a job', () => {
  it('is refused as long as its words were not compared', () => {
    const check = () => requireCompared(member(), [bureau.party]);
    expect(check).toThrow(expect.objectContaining({ code: 'PARTY_UNPINNED' }));
  });

  it('is refused beside others that were compared', () => {
    const memory = pinParty(firstVisit, bureau.party, 1);
    const check = () => requireCompared(member(memory), [bureau.party, named('look-alike')]);
    expect(check).toThrow(expect.objectContaining({ code: 'PARTY_UNPINNED' }));
  });

  it('passes once it was compared, and so does one’s own', () => {
    const memory = pinParty(firstVisit, bureau.party, 1);
    expect(() => requireCompared(member(memory), [bureau.party, alder.party])).not.toThrow();
  });
});
