// R22: rebuilt code is a new broker. It names the one before it, and everything that needs a key
// waits until the owners have granted again.
import { beforeEach, describe, expect, it } from 'vitest';
import {
  firstVisit,
  nextGrant,
  reopenDataset,
  requireFamiliar,
  signGrantAgain,
} from '#enclave/participant/index.ts';
import {
  LogEntry,
  makeDocument,
  readSigned,
  toBase64Url,
  type SignedDocument,
} from '#enclave/protocol/index.ts';
import type { Predecessor } from '#enclave/broker/environment.ts';
import { freshSigningKey, signDocument } from '#enclave/signing/sign.ts';
import { Secret } from '#enclave/sealing/index.ts';
import {
  aPolicy,
  aSeat,
  boot,
  crypto,
  named,
  serving,
  signAs,
  start,
  thePeople,
  wordOf,
  type Talk,
} from './broker-world.ts';

let old: Talk;
let shown: Predecessor;

async function lastLine(talk: Talk): Promise<SignedDocument> {
  const { log } = await talk.verify();
  const last = log.at(-1);
  if (last === undefined) throw new Error('an empty log');
  return last;
}

async function following(predecessor: Predecessor | undefined) {
  const seat = await aSeat();
  if (predecessor !== undefined) seat.memory.predecessor = predecessor;
  return seat;
}

beforeEach(async () => {
  old = await serving(await aSeat());
  const { genesis } = await old.verify();
  const document = toBase64Url(genesis.bytes);
  const answer = await old.ask({ kind: 'hello', nonce: toBase64Url(new Uint8Array(32)) });
  if (answer.kind !== 'hello' || answer.genesis.document !== document) throw new Error('hello');
  shown = { genesis: answer.genesis, last: await lastLine(old) };
});

describe('a new broker', () => {
  it('names the one before it and the end of that log in its Genesis', async () => {
    const before = await old.verify();
    const { genesis } = await (await boot((await following(shown)).env)).verify();
    expect(genesis.value.previous).toEqual({ broker: before.id, head: before.head });
  });

  it('names none where the platform shows none', async () => {
    const { genesis } = await (await boot((await following(undefined)).env)).verify();
    expect(genesis.value.previous).toBeUndefined();
  });

  it.each([
    [
      'a Genesis that its key did not sign',
      async () => {
        const other = await (
          await boot((await aSeat()).env)
        ).ask({
          kind: 'hello',
          nonce: toBase64Url(new Uint8Array(32)),
        });
        if (other.kind !== 'hello') throw new Error('hello');
        return {
          ...shown,
          genesis: { ...shown.genesis, signatures: other.genesis.signatures },
        };
      },
    ],
    [
      'the last line of another log',
      async () => ({ ...shown, last: await lastLine(await boot((await aSeat()).env)) }),
    ],
    [
      'a line that somebody else signed',
      async () => {
        const { value } = readSigned(LogEntry, shown.last);
        const key = await freshSigningKey(crypto);
        const longer = makeDocument(LogEntry, { ...value, index: 900 });
        return { ...shown, last: await signDocument('LogEntry', longer, key) };
      },
    ],
  ])('does not come into being over %s', async (_what, lie) => {
    const seat = await following(await lie());
    await expect(boot(seat.env)).rejects.toThrow();
    expect(seat.memory).toMatchObject({ secret: null, records: [] });
  });
});

describe('to a client, a broker is', () => {
  it('known, first, successor or stranger', async () => {
    const before = await old.verify();
    const next = await boot((await following(shown)).env);
    const nobody = await boot((await following(undefined)).env);
    const elsewhere = { broker: named('another'), index: 3, entry: named('entry') };
    expect((await old.verify(start, before.head)).standing).toBe('known');
    expect((await next.verify()).standing).toBe('first');
    expect((await next.verify(start, elsewhere, before.head)).standing).toBe('successor');
    expect((await nobody.verify(start, before.head)).standing).toBe('stranger');
    expect((await next.verify(start, elsewhere)).standing).toBe('stranger');
  });

  it('a stranger where its predecessor ends before the head that I saw, or on another entry', async () => {
    const { head } = await old.verify();
    const next = await boot((await following(shown)).env);
    const later = { ...head, index: head.index + 1 };
    const forked = { ...head, entry: named('fork') };
    expect((await next.verify(start, later)).standing).toBe('stranger');
    expect((await next.verify(start, forked)).standing).toBe('stranger');
  });

  it('granted to as a stranger only by an explicit yes → BROKER_NEW', () => {
    expect(() => requireFamiliar({ standing: 'stranger' }, false)).toThrow('BROKER_NEW');
    expect(() => requireFamiliar({ standing: 'stranger' }, true)).not.toThrow();
    for (const standing of ['known', 'first', 'successor'] as const) {
      expect(() => requireFamiliar({ standing }, false)).not.toThrow();
    }
  });
});

describe('granting again', () => {
  async function prepared() {
    const people = await thePeople();
    const { alder, alderFile } = people;
    const { state } = nextGrant(firstVisit, alderFile.manifest.name, alderFile.noiseShare);
    const next = await serving(await following(shown));
    const broker = await next.verify();
    const { identity } = alder.keys;
    return { ...people, state, next, broker, identity };
  }

  it('takes the key from the file itself and the share from the memory, in one touch', async () => {
    const { alder, alderFile, state, next, broker, identity } = await prepared();
    const { file, manifest } = alderFile;
    const again = await reopenDataset(manifest, file.subarray(0, 32_768), identity, state);
    const { grantSeq } = nextGrant(state, manifest.name, again.noiseShare);
    expect(grantSeq).toBe(2);
    const first = aPolicy(alderFile, alder);
    await next.submit('policy', await signAs(alder, 'UsagePolicy', first));
    const floors = { policySeqMin: 2, cardSeqMin: 1, grantSeq };
    const second = aPolicy(alderFile, alder, first);
    const signed = await signGrantAgain(broker, alder, again, second, floors);
    expect(await next.submit('policy', signed.policy)).toBe('accepted');
    expect(wordOf(await next.ask(signed.grant))).toBe('accepted');
  });

  it('is refused on a device without the share, or with another one → KEY_UNKNOWN', async () => {
    const { alderFile, identity } = await prepared();
    const { file, manifest } = alderFile;
    const other = nextGrant(firstVisit, manifest.name, new Secret(new Uint8Array(32))).state;
    for (const memory of [firstVisit, other]) {
      await expect(reopenDataset(manifest, file, identity, memory)).rejects.toThrow('KEY_UNKNOWN');
    }
  });

  it('is refused over the bytes of another file, or to who cannot open them', async () => {
    const { alderFile, birchFile, birch, state, identity } = await prepared();
    const { file, manifest } = alderFile;
    await expect(reopenDataset(manifest, birchFile.file, identity, state)).rejects.toThrow(
      'header digest',
    );
    const stranger = birch.keys.identity;
    await expect(reopenDataset(manifest, file, stranger, state)).rejects.toThrow('INPUT_BYTES');
  });
});
