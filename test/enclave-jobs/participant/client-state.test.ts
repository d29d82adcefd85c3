import { describe, expect, it } from 'vitest';
import {
  firstVisit,
  grantOf,
  headSeen,
  nextGrant,
  openClientState,
  pinParty,
  sealClientState,
  seeHead,
} from '#enclave/participant/index.ts';
import { hashOf, toBase64Url, utf8, type Head } from '#enclave/protocol/index.ts';
import { Secret, generateHybridKeys, openSealed, sealTo } from '#enclave/sealing/index.ts';

const named = (text: string) => hashOf(utf8(text));
const share = new Secret(new Uint8Array(32).fill(7));
const head = (index: number, entry: string): Head => ({
  broker: named('b'),
  index,
  entry: named(entry),
});

describe('a client remembers', () => {
  it('the highest head of each broker, and nothing on a first visit', () => {
    expect(headSeen(firstVisit, named('b'))).toBeUndefined();
    const state = seeHead(seeHead(firstVisit, head(3, 'x')), head(7, 'y'));
    expect(headSeen(state, named('b'))).toEqual(head(7, 'y'));
    expect(seeHead(state, head(7, 'y')).heads).toHaveLength(1);
  });

  it.each([
    ['a lower head', head(6, 'z')],
    ['another entry at the same index', head(7, 'z')],
  ])('and refuses %s → HEAD_ROLLED_BACK', (_what, older) => {
    const state = seeHead(firstVisit, head(7, 'y'));
    expect(() => seeHead(state, older)).toThrow('HEAD_ROLLED_BACK');
  });

  it('the last grant number of each dataset version: the next is always higher', () => {
    const first = nextGrant(firstVisit, named('m'), share);
    const second = nextGrant(first.state, named('m'), share);
    const other = nextGrant(second.state, named('n'), share);
    expect([first.grantSeq, second.grantSeq, other.grantSeq]).toEqual([1, 2, 1]);
  });

  it('the noise share that every grant of a version repeats, and of no other version', () => {
    const { state } = nextGrant(firstVisit, named('m'), share);
    expect(grantOf(state, named('m'))?.noiseShare).toBe(share.use(toBase64Url));
    expect(grantOf(state, named('n'))).toBeUndefined();
  });

  it('whose fingerprints were compared, and when: a second time changes nothing', () => {
    const state = pinParty(firstVisit, named('p'), 5);
    expect(pinParty(state, named('p'), 9)).toBe(state);
    expect(state.pins).toEqual([{ party: named('p'), comparedAt: 5 }]);
  });
});

describe('the memory as a file', () => {
  it('comes back as it was, for its owner only', async () => {
    const [mine, other] = await Promise.all([generateHybridKeys(), generateHybridKeys()]);
    const state = pinParty(seeHead(firstVisit, head(7, 'y')), named('p'), 5);
    const file = await sealClientState(state, mine.identity);
    expect(await openClientState(file, mine.identity)).toEqual(state);
    await expect(openClientState(file, other.identity)).rejects.toThrow('IDENTITY_WRONG');
  });

  it('is refused if another made it up and sealed it to me → IDENTITY_WRONG', async () => {
    const [mine, other] = await Promise.all([generateHybridKeys(), generateHybridKeys()]);
    const madeUp = pinParty(firstVisit, named('p'), 5);
    const theirs = await openSealed(
      await sealClientState(madeUp, other.identity),
      other.identity,
      'result',
    );
    const file = await sealTo([mine.recipient], theirs);
    await expect(openClientState(file, mine.identity)).rejects.toThrow('written by somebody else');
  });

  it('is refused if it is anything else → MALFORMED', async () => {
    const { identity, recipient } = await generateHybridKeys();
    const file = await sealTo([recipient], utf8('{"type":"ClientState"}'));
    await expect(openClientState(file, identity)).rejects.toThrow('MALFORMED');
  });
});
