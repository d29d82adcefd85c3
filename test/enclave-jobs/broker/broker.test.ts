import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openSimulatedPlatform } from '#enclave/attestation/simulated/index.ts';
import { makeGrant, signWithdrawal, type Party } from '#enclave/participant/index.ts';
import {
  Approval,
  DatasetManifest,
  Genesis,
  KeyGrant,
  PartyCard,
  ReleaseRequest,
  UsagePolicy,
  bytesOf,
  canonicalBytes,
  encodeMessage,
  fromUtf8,
  makeDocument,
  readBrokerAnswer,
  readBrokerRecord,
  readLogBody,
  readSigned,
  sorted,
  toBase64Url,
  utf8,
  type BrokerRecord,
  type FieldsOf,
  type SignedDocument,
} from '#enclave/protocol/index.ts';
import { generateHybridKeys, sealTo } from '#enclave/sealing/index.ts';
import {
  freshSigningKey,
  signDocument,
  signedDocumentBytes,
  type Signer,
} from '#enclave/signing/sign.ts';
import {
  aParty,
  aPolicy,
  aSeat,
  boot,
  brokerCode,
  crypto,
  named,
  seal,
  serving,
  signAs,
  start,
  thePeople,
  wordOf,
  type People,
  type Seat,
  type Submittable,
  type Talk,
} from './broker-world.ts';

let p: People;
let seat: Seat;
let talk: Talk;
beforeAll(async () => {
  p = await thePeople();
});
beforeEach(async () => {
  seat = await aSeat();
  talk = await serving(seat);
});

/** The fields of a document, to be written again with a change. */
function fieldsOf<T extends { type: string; v: number }>({ type: _t, v: _v, ...fields }: T) {
  return fields;
}

const word = fieldsOf;
const year = 365 * 86_400;

function manifestWith(change: Partial<FieldsOf<DatasetManifest>>) {
  return makeDocument(DatasetManifest, { ...word(p.alderFile.manifest.value), ...change });
}

async function denial(decision: Approval['decision'] = 'deny'): Promise<SignedDocument> {
  const doc = makeDocument(Approval, {
    decision,
    jobHash: named('a job'),
    broker: talk.broker.id,
    party: p.alder.party,
    card: p.alder.cardName,
    datasets: [p.alderFile.manifest.value.dataset],
    instance: named('boot'),
    headSeen: { broker: talk.broker.id, index: 0, entry: named('entry') },
    sentence: { locale: 'en', digest: named('sentence') },
    rho: '0/1',
    expires: start + 60,
    nonce: toBase64Url(new Uint8Array(32)),
  });
  return signAs(p.alder, 'Approval', doc);
}

function withdrawal(broker = talk.broker.id, by: Party = p.alder): Promise<SignedDocument> {
  const target = { kind: 'approval' as const, name: named('an approval') };
  return signWithdrawal(broker, by, target, 'changed-my-mind');
}

/** A later card of birch: one holder fewer would be a change that only the old quorum may make. */
async function laterCard(keys: readonly Signer[], change: object = {}) {
  const first = readSigned(PartyCard, p.birch.card);
  const doc = makeDocument(PartyCard, {
    ...word(first.value),
    party: p.birch.party,
    seq: 2,
    previous: first.name,
    name: 'Birch Credit plc',
    ...change,
  });
  return signDocument('PartyCard', doc, ...keys);
}

describe('the first boot', () => {
  it('makes a Genesis whose evidence a stranger can verify', async () => {
    const verified = await talk.verify();
    expect(verified.id).toBe(talk.broker.id);
    expect(verified.genesis.value).toMatchObject({ assurance: 'simulated', code: brokerCode });
    expect(verified.log).toHaveLength(5);
  });

  it('logs itself first', async () => {
    expect((await talk.log()).map((line) => line.value.kind)).toEqual([
      'boot',
      'card',
      'card',
      'manifest',
      'manifest',
    ]);
  });

  it('is another broker each time that nothing is stored', async () => {
    const other = await boot((await aSeat()).env);
    expect(other.broker.id).not.toBe(talk.broker.id);
  });

  it('stores the epoch secret sealed only, and no private key in any record', async () => {
    const { genesis } = await talk.verify();
    const sealed = seat.memory.secret ?? new Uint8Array(0);
    const secret = await seat.env.platform.unseal(brokerCode, sealed);
    expect(secret).toHaveLength(32);
    expect(Buffer.from(sealed).includes(Buffer.from(secret))).toBe(false);
    for (const record of seat.memory.records) {
      expect(Buffer.from(record).includes(Buffer.from(toBase64Url(secret)))).toBe(false);
      expect(fromUtf8(record)).not.toContain('AGE-SECRET-KEY');
    }
    expect(genesis.value.recipient).toMatch(/^age1pq1/);
  });
});

describe('a document handed in', () => {
  const cases: [Submittable, () => Promise<SignedDocument>][] = [
    ['card', async () => (await aParty('Cedar Finance')).card],
    ['card', () => laterCard(p.birch.keys.approvers.slice(0, 2))],
    [
      'manifest',
      async () => signAs(p.alder, 'DatasetManifest', (await seal(p.alder, 'R')).manifest),
    ],
    ['policy', () => signAs(p.alder, 'UsagePolicy', aPolicy(p.alderFile, p.alder))],
    ['withdrawal', () => withdrawal()],
    ['approval', () => denial()],
  ];
  it.each(cases)('is accepted and logged once: %s', async (what, make) => {
    const before = await talk.lines();
    const document = await make();
    expect(await talk.submit(what, document)).toBe('accepted');
    expect(await talk.lines()).toBe(before + 1);
    expect(await talk.submit(what, document)).toBe('accepted');
    expect(await talk.lines()).toBe(before + 1);
  });

  it('continues a policy chain and a dataset', async () => {
    const first = aPolicy(p.alderFile, p.alder);
    const second = aPolicy(p.alderFile, p.alder, first, 3);
    const next = await seal(p.alder, 'S', p.alderFile);
    for (const policy of [first, second]) {
      expect(await talk.submit('policy', await signAs(p.alder, 'UsagePolicy', policy))).toBe(
        'accepted',
      );
    }
    expect(
      await talk.submit('manifest', await signAs(p.alder, 'DatasetManifest', next.manifest)),
    ).toBe('accepted');
  });
});

describe('refuses and logs nothing:', () => {
  const manifestBy = async (owner: Party, change: Partial<FieldsOf<DatasetManifest>>) =>
    signAs(owner, 'DatasetManifest', manifestWith(change));
  const other = () => ({ ...p.alderFile.manifest.value.sealed, header: named('another file') });
  const policyLike = async (change: object) => {
    const second = aPolicy(p.alderFile, p.alder, aPolicy(p.alderFile, p.alder), 3);
    const doc = makeDocument(UsagePolicy, { ...word(second.value), ...change });
    return signAs(p.alder, 'UsagePolicy', doc);
  };
  const cases: [string, string, Submittable, () => Promise<SignedDocument>][] = [
    [
      'a manifest by a party without a card',
      'SIGNATURE',
      'manifest',
      async () => {
        const stranger = await aParty('Stranger');
        return signAs(stranger, 'DatasetManifest', (await seal(stranger)).manifest);
      },
    ],
    [
      'a manifest of alder by the keys of birch',
      'SIGNATURE',
      'manifest',
      () => manifestBy(p.birch, { sealed: other(), dataset: named('d'), lineage: named('d') }),
    ],
    [
      'a manifest with one signature where two are needed',
      'QUORUM',
      'manifest',
      async () => {
        const [key] = p.birch.keys.approvers;
        if (key === undefined) throw new Error('no key');
        return signDocument('DatasetManifest', (await seal(p.birch, 'T')).manifest, key);
      },
    ],
    [
      'another first version of a dataset',
      'VERSION_CONFLICT',
      'manifest',
      () => manifestBy(p.alder, { sealed: other() }),
    ],
    [
      'the same sealed file under a second name',
      'VERSION_CONFLICT',
      'manifest',
      () => manifestBy(p.alder, { dataset: named('d'), lineage: named('d') }),
    ],
    [
      'a second version that skips one',
      'VERSION_CONFLICT',
      'manifest',
      () =>
        manifestBy(p.alder, { sealed: other(), version: 3, previous: p.alderFile.manifest.name }),
    ],
    [
      'the dataset of another owner',
      'VERSION_CONFLICT',
      'manifest',
      () => manifestBy(p.birch, { owners: [p.birch.party], sealed: other() }),
    ],
    [
      'the lineage of another owner',
      'VERSION_CONFLICT',
      'manifest',
      () =>
        manifestBy(p.birch, { owners: [p.birch.party], sealed: other(), dataset: named('mine') }),
    ],
    [
      'a lineage that nobody registered',
      'VERSION_CONFLICT',
      'manifest',
      () => manifestBy(p.alder, { sealed: other(), dataset: named('d'), lineage: named('e') }),
    ],
    [
      'a derived dataset',
      'MANIFEST_MISMATCH',
      'manifest',
      () =>
        manifestBy(p.alder, {
          sealed: other(),
          dataset: named('d'),
          lineage: named('d'),
          origin: { kind: 'derived', jobHash: named('job'), receipt: named('receipt') },
        }),
    ],
    ['a policy that leaves a gap', 'POLICY_STALE', 'policy', () => policyLike({ seq: 4 })],
    [
      'a policy on another predecessor',
      'POLICY_STALE',
      'policy',
      () => policyLike({ previous: named('fork') }),
    ],
    [
      'another first policy after the first',
      'POLICY_STALE',
      'policy',
      () => signAs(p.alder, 'UsagePolicy', aPolicy(p.alderFile, p.alder, undefined, 99)),
    ],
    [
      'a policy by another owner',
      'SIGNATURE',
      'policy',
      () => signAs(p.birch, 'UsagePolicy', aPolicy(p.alderFile, p.alder, undefined, 99)),
    ],
    [
      'a policy for a dataset that is not there',
      'SIGNATURE',
      'policy',
      () => policyLike({ dataset: named('nowhere') }),
    ],
    [
      'a later card by one of the two old holders',
      'QUORUM',
      'card',
      () => laterCard(p.birch.keys.approvers.slice(0, 1)),
    ],
    [
      'a later card by its own new key',
      'SIGNATURE',
      'card',
      async () => {
        const mine = await freshSigningKey(crypto);
        const publicKey = toBase64Url(mine.publicKey);
        const key = { keyId: mine.keyId, alg: 'ed25519' as const, publicKey };
        const approvers = [{ ...key, independent: true, holder: 'holder-1' }];
        return laterCard([mine], { approvers, quorum: 1 });
      },
    ],
    [
      'a later card that leaves a gap',
      'CARD_STALE',
      'card',
      () => laterCard(p.birch.keys.approvers, { seq: 3 }),
    ],
    [
      'a later card on another predecessor',
      'CARD_STALE',
      'card',
      () => laterCard(p.birch.keys.approvers, { previous: named('fork') }),
    ],
    [
      'a withdrawal in the name of alder by birch',
      'SIGNATURE',
      'withdrawal',
      () => withdrawal(talk.broker.id, { ...p.birch, party: p.alder.party }),
    ],
    [
      'a withdrawal by an analyst key',
      'SIGNATURE',
      'withdrawal',
      () => {
        const keys = { ...p.alder.keys, approvers: [p.alder.keys.analyst] };
        return withdrawal(talk.broker.id, { ...p.alder, keys });
      },
    ],
    [
      'a withdrawal at another broker',
      'WRONG_BROKER',
      'withdrawal',
      () => withdrawal(named('another broker')),
    ],
    ['an approve as if it were a deny', 'APPROVAL_INVALID', 'approval', () => denial('approve')],
    ['a manifest handed in as a card', 'MALFORMED', 'card', () => manifestBy(p.alder, {})],
    [
      'a document without a signature',
      'SIGNATURE',
      'card',
      () => Promise.resolve({ ...p.alder.card, signatures: [] }),
    ],
  ];
  it.each(cases)('%s → %s', async (_what, code, what, make) => {
    await talk.submit(
      'policy',
      await signAs(p.alder, 'UsagePolicy', aPolicy(p.alderFile, p.alder)),
    );
    const before = await talk.lines();
    expect(await talk.submit(what, await make())).toBe(code);
    expect(await talk.lines()).toBe(before);
  });
});

describe('a grant', () => {
  interface Forgery {
    readonly fields?: Partial<FieldsOf<KeyGrant>>;
    readonly keys?: readonly Signer[];
    readonly manifest?: string;
    readonly header?: string;
    readonly recipients?: readonly string[];
    readonly plaintext?: Uint8Array;
  }

  const honest = async (grantSeq = 1) =>
    makeGrant(await talk.verify(), p.alder, p.alderFile, {
      policySeqMin: 0,
      cardSeqMin: 1,
      grantSeq,
    });

  /** The honest grant of alder with one thing changed before it is signed and sealed. */
  async function grant(change: Forgery = {}): Promise<string> {
    const { genesis, id } = await talk.verify();
    const { manifest, fileKey, noiseShare, header } = p.alderFile;
    const doc = makeDocument(KeyGrant, {
      broker: id,
      manifest: manifest.name,
      ownerCard: p.alder.cardName,
      policySeqMin: 0,
      cardSeqMin: 1,
      grantSeq: 1,
      fileKey: fileKey.use(toBase64Url),
      noiseShare: noiseShare.use(toBase64Url),
      ...change.fields,
    });
    const signed = await signDocument('KeyGrant', doc, ...(change.keys ?? p.alder.keys.approvers));
    const recipients = change.recipients ?? [genesis.value.recipient];
    const file = await sealTo(recipients, change.plaintext ?? signedDocumentBytes(signed));
    const answer = await talk.broker.handle(
      canonicalBytes({
        kind: 'grant',
        manifest: change.manifest ?? manifest.name,
        header: change.header ?? toBase64Url(header),
        file: toBase64Url(file),
      }),
    );
    return wordOf(readBrokerAnswer(answer));
  }

  it('is accepted and logged', async () => {
    const before = await talk.lines();
    expect(wordOf(await talk.ask(await honest()))).toBe('accepted');
    expect((await talk.log()).slice(before).map((line) => line.value.kind)).toEqual(['grant']);
  });

  it('is accepted as this suite writes it, so that each change below counts alone', async () => {
    expect(await grant()).toBe('accepted');
  });

  it('replaces the one before with a higher number only', async () => {
    expect(wordOf(await talk.ask(await honest(3)))).toBe('accepted');
    for (const lower of [3, 2]) {
      expect(wordOf(await talk.ask(await honest(lower)))).toBe('GRANT_INVALID');
    }
    expect(wordOf(await talk.ask(await honest(4)))).toBe('accepted');
  });

  it('stands in no record as anything but sealed bytes', async () => {
    await talk.ask(await honest());
    const key = p.alderFile.fileKey.use(toBase64Url);
    const share = p.alderFile.noiseShare.use(toBase64Url);
    for (const record of seat.memory.records) {
      const body = fromUtf8(bytesOf(readBrokerRecord(record).body));
      expect(body).not.toContain(key);
      expect(body).not.toContain(share);
    }
  });

  const garbage = toBase64Url(utf8('age-encryption.org/v1\n'));
  const cases: [string, string, () => Forgery | Promise<Forgery>][] = [
    [
      'for another manifest',
      'GRANT_INVALID',
      () => ({ fields: { manifest: p.birchFile.manifest.name } }),
    ],
    [
      'handed in for another manifest',
      'GRANT_INVALID',
      () => ({ manifest: p.birchFile.manifest.name }),
    ],
    [
      'for a manifest that is not there',
      'GRANT_INVALID',
      () => ({ manifest: named('nowhere'), fields: { manifest: named('nowhere') } }),
    ],
    ['for another broker', 'GRANT_INVALID', () => ({ fields: { broker: named('another') } })],
    [
      'with a wrong file key',
      'GRANT_INVALID',
      () => ({ fields: { fileKey: toBase64Url(new Uint8Array(16)) } }),
    ],
    [
      'with the file key of another file',
      'GRANT_INVALID',
      () => ({ fields: { fileKey: p.birchFile.fileKey.use(toBase64Url) } }),
    ],
    [
      'with a wrong noise share',
      'GRANT_INVALID',
      () => ({ fields: { noiseShare: toBase64Url(new Uint8Array(32)) } }),
    ],
    [
      'signed by a stranger',
      'GRANT_INVALID',
      async () => ({ keys: [await freshSigningKey(crypto)] }),
    ],
    ['signed by an analyst key', 'GRANT_INVALID', () => ({ keys: [p.alder.keys.analyst] })],
    ['signed by another owner', 'GRANT_INVALID', () => ({ keys: p.birch.keys.approvers })],
    ['signed by nobody', 'GRANT_INVALID', () => ({ keys: [] })],
    ['under a card that is not there', 'CARD_STALE', () => ({ fields: { ownerCard: named('x') } })],
    ['for a later card than there is', 'CARD_STALE', () => ({ fields: { cardSeqMin: 2 } })],
    [
      'with the header of another file',
      'GRANT_INVALID',
      () => ({ header: toBase64Url(p.birchFile.header) }),
    ],
    ['with a header that is none', 'GRANT_INVALID', () => ({ header: garbage })],
    [
      'sealed to somebody else',
      'GRANT_INVALID',
      async () => ({ recipients: [(await generateHybridKeys()).recipient] }),
    ],
    [
      'sealed without the post-quantum half',
      'GRANT_INVALID',
      async () => ({ recipients: [await identityToRecipient(await generateX25519Identity())] }),
    ],
    [
      'with a second recipient beside the broker',
      'GRANT_INVALID',
      async () => ({
        recipients: [
          (await talk.verify()).genesis.value.recipient,
          (await generateHybridKeys()).recipient,
        ],
      }),
    ],
    ['that is no document inside', 'GRANT_INVALID', () => ({ plaintext: utf8('{}') })],
    ['that is no JSON inside', 'GRANT_INVALID', () => ({ plaintext: Uint8Array.of(255, 0) })],
  ];
  it.each(cases)('is refused %s → %s', async (_what, code, make) => {
    const before = await talk.lines();
    expect(await grant(await make())).toBe(code);
    expect(await talk.lines()).toBe(before);
  });

  it('is refused with one signature where two are needed', async () => {
    const { genesis, id } = await talk.verify();
    const { manifest, fileKey, noiseShare, header } = p.birchFile;
    const doc = makeDocument(KeyGrant, {
      broker: id,
      manifest: manifest.name,
      ownerCard: p.birch.cardName,
      policySeqMin: 0,
      cardSeqMin: 1,
      grantSeq: 1,
      fileKey: fileKey.use(toBase64Url),
      noiseShare: noiseShare.use(toBase64Url),
    });
    const ask = async (count: number) => {
      const keys = p.birch.keys.approvers.slice(0, count);
      const bytes = signedDocumentBytes(await signDocument('KeyGrant', doc, ...keys));
      const file = toBase64Url(await sealTo([genesis.value.recipient], bytes));
      return talk.ask({
        kind: 'grant',
        manifest: manifest.name,
        header: toBase64Url(header),
        file,
      });
    };
    expect(wordOf(await ask(1))).toBe('GRANT_INVALID');
    expect(wordOf(await ask(2))).toBe('accepted');
  });
});

describe('bytes that are no request', () => {
  const cases: [string, Uint8Array][] = [
    ['nothing', new Uint8Array(0)],
    ['noise', Uint8Array.from({ length: 200 }, (_, i) => (i * 89) % 256)],
    ['no UTF-8', Uint8Array.of(0xff, 0xfe)],
    ['JSON that is not canonical', utf8('{ "kind":"challenge"}')],
    ['a duplicate key', utf8('{"kind":"challenge","kind":"challenge"}')],
    ['a kind that is none', utf8('{"kind":"shutdown"}')],
    ['a key too many', utf8('{"extra":1,"kind":"challenge"}')],
    ['no object', utf8('[]')],
    ['an inherited key', utf8('{"__proto__":{},"kind":"challenge"}')],
    [
      'a nonce of 31 bytes',
      canonicalBytes({ kind: 'hello', nonce: toBase64Url(new Uint8Array(31)) }),
    ],
    ['a fraction', utf8('{"from":0.5,"kind":"log"}')],
    ['very deep nesting', utf8('['.repeat(50_000) + ']'.repeat(50_000))],
    ['a byte more than the limit', new Uint8Array(16 * 1024 * 1024 + 1).fill(0x20)],
  ];
  it.each(cases)('are MALFORMED, and the broker lives on: %s', async (_what, bytes) => {
    const before = await talk.lines();
    expect(wordOf(readBrokerAnswer(await talk.broker.handle(bytes)))).toBe('MALFORMED');
    expect((await talk.ask({ kind: 'challenge' })).kind).toBe('challenge');
    expect(await talk.lines()).toBe(before);
  });
});

describe('challenges', () => {
  /**
   * A release request with nothing right but its nonce: what is refused first tells if it was
   * known.
   */
  async function tryNonce(nonce: string, instance: string): Promise<string> {
    const key = await freshSigningKey(crypto);
    const doc = makeDocument(ReleaseRequest, {
      broker: talk.broker.id,
      instance,
      nonce,
      jobHash: named('job'),
      evidence: named('evidence'),
      attempt: 0,
    });
    const empty = { document: toBase64Url(utf8('{}')), signatures: [] };
    return wordOf(
      await talk.ask({
        kind: 'release',
        request: await signDocument('ReleaseRequest', doc, key),
        evidence: toBase64Url(utf8('{}')),
        jobSpec: empty,
        approvals: [],
        standing: [],
        licences: [],
        timeTokens: [],
      }),
    );
  }

  it('are kept up to 1,024: the oldest are forgotten first, and each is used up once', async () => {
    const nonces: string[] = [];
    let instance = '';
    for (let i = 0; i < 2000; i++) {
      const answer = await talk.ask({ kind: 'challenge' });
      if (answer.kind !== 'challenge') throw new Error(answer.kind);
      nonces.push(answer.nonce);
      ({ instance } = answer);
    }
    expect(new Set(nonces).size).toBe(2000);
    const at = (i: number) => tryNonce(nonces[i] ?? '', instance);
    expect([await at(0), await at(500), await at(975)]).toEqual(['NONCE', 'NONCE', 'NONCE']);
    expect([await at(976), await at(1999)]).toEqual(['MALFORMED', 'MALFORMED']);
    expect(await at(1999)).toBe('NONCE');
  });

  it('and refusals of strangers leave no line in the log', async () => {
    const before = await talk.lines();
    await talk.ask({ kind: 'challenge' });
    await tryNonce(toBase64Url(new Uint8Array(32)), named('boot'));
    expect(await talk.lines()).toBe(before);
  });
});

describe('twenty requests at once', () => {
  it('are answered one at a time: a log without gaps, a head each', async () => {
    const parties = await Promise.all(Array.from({ length: 20 }, (_, i) => aParty(`Lender ${i}`)));
    const before = await talk.lines();
    const answers = await Promise.all(
      parties.map(({ card }) => talk.ask({ kind: 'submit', what: 'card', document: card })),
    );
    const heads = answers.map((answer) => (answer.kind === 'accepted' ? answer.head.index : -1));
    expect(heads).toEqual(parties.map((_, i) => before + i));
    expect((await talk.log()).map((line) => line.value.index)).toEqual(
      Array.from({ length: before + 20 }, (_, i) => i),
    );
    expect(seat.memory.records).toHaveLength(before + 20);
    expect((await talk.verify()).log).toHaveLength(before + 20);
  });

  it('do not hold each other up: a bad one among them changes nothing for the others', async () => {
    const answers = await Promise.all([
      talk.broker.handle(utf8('nonsense')),
      talk.broker.handle(encodeMessage({ kind: 'challenge' })),
      talk.broker.handle(utf8('nonsense')),
      talk.broker.handle(encodeMessage({ kind: 'log', from: 0 })),
    ]);
    expect(answers.map((bytes) => wordOf(readBrokerAnswer(bytes)))).toEqual([
      'MALFORMED',
      'challenge',
      'MALFORMED',
      'log',
    ]);
  });
});

describe('a store that fails', () => {
  it('halts the broker: nothing is accepted any more, the log is still shown', async () => {
    let broken = false;
    const inner = seat.env.store;
    const store = {
      ...inner,
      appendRecord: (index: number, record: Uint8Array) =>
        broken ? Promise.reject(new Error('disk full')) : inner.appendRecord(index, record),
    };
    const failing = await boot({ ...seat.env, store });
    const { card } = await aParty('Cedar Finance');
    broken = true;
    expect(await failing.submit('card', card)).toBe('BROKER_HALTED');
    broken = false;
    expect(await failing.submit('card', card)).toBe('BROKER_HALTED');
    expect(wordOf(await failing.ask({ kind: 'challenge' }))).toBe('BROKER_HALTED');
    await expect(failing.verify()).rejects.toThrow('BROKER_HALTED');
    expect(await failing.lines()).toBe(seat.memory.records.length);
  });

  it('halts the older of two brokers over one state', async () => {
    const younger = await boot(seat.env);
    const { card } = await aParty('Cedar Finance');
    expect(await talk.submit('card', card)).toBe('BROKER_HALTED');
    expect(await younger.submit('card', card)).toBe('accepted');
  });
});

describe('the time of the log', () => {
  const times = async (from: Talk) => (await from.log()).map((line) => line.value.at.time);

  it('never goes back when the clock does, nor over a restart', async () => {
    seat.clock.now = start + 100;
    await talk.submit('card', (await aParty('Cedar Finance')).card);
    seat.clock.now -= year;
    await talk.submit('card', (await aParty('Dogwood Lending')).card);
    const again = await boot(seat.env);
    await again.submit('card', (await aParty('Elm Savings')).card);
    const all = await times(again);
    expect(all.slice(-4)).toEqual([start + 100, start + 100, start + 100, start + 100]);
    expect(all).toEqual([...all].sort((a, b) => a - b));
  });

  it('is said to be the word of the host', async () => {
    expect(new Set((await talk.log()).map((line) => line.value.at.source))).toEqual(
      new Set(['host']),
    );
  });
});

describe('a restart', () => {
  const floors = { policySeqMin: 0, cardSeqMin: 1, grantSeq: 1 };

  it('is the same broker, another run, and has forgotten nothing', async () => {
    const policy = await signAs(p.alder, 'UsagePolicy', aPolicy(p.alderFile, p.alder));
    const held: [Submittable, SignedDocument][] = [
      ['card', p.alder.card],
      ['card', p.birch.card],
      ['manifest', await signAs(p.alder, 'DatasetManifest', p.alderFile.manifest)],
      ['manifest', await signAs(p.birch, 'DatasetManifest', p.birchFile.manifest)],
      ['policy', policy],
      ['withdrawal', await withdrawal()],
      ['approval', await denial()],
    ];
    for (const [what, document] of held) await talk.submit(what, document);
    const before = await talk.verify();
    expect(wordOf(await talk.ask(await makeGrant(before, p.alder, p.alderFile, floors)))).toBe(
      'accepted',
    );
    const again = await boot(seat.env);
    const after = await again.verify(start, before.head);
    expect(after.id).toBe(before.id);
    expect(after.instance).not.toBe(before.instance);
    // What is held gives no new line: cards, manifests, policies, withdrawals and denials are all
    // there.
    const lines = await again.lines();
    for (const [what, document] of held)
      expect(await again.submit(what, document)).toBe('accepted');
    expect(await again.lines()).toBe(lines);
    // The grant is there as well: its number is taken.
    const second = await makeGrant(after, p.alder, p.alderFile, floors);
    expect(wordOf(await again.ask(second))).toBe('GRANT_INVALID');
  });

  it('forgets the nonces of the run before', async () => {
    const answer = await talk.ask({ kind: 'challenge' });
    const again = await boot(seat.env);
    const fresh = await again.ask({ kind: 'challenge' });
    if (answer.kind !== 'challenge' || fresh.kind !== 'challenge') throw new Error('no challenge');
    expect(fresh.instance).not.toBe(answer.instance);
  });

  it('after the tail was cut off is told by whoever saw the head', async () => {
    const { head } = await talk.verify();
    seat.memory.records.length -= 1;
    const again = await boot(seat.env);
    await expect(again.verify(start, head)).rejects.toThrow('HEAD_ROLLED_BACK');
  });

  const altered = (index: number, change: (record: BrokerRecord) => BrokerRecord) => () => {
    const record = readBrokerRecord(seat.memory.records[index] ?? new Uint8Array(0));
    seat.memory.records[index] = encodeMessage(change(record));
  };
  const otherBody = (record: BrokerRecord): BrokerRecord => {
    const body = readLogBody(bytesOf(record.body));
    if (body.kind !== 'document') throw new Error(body.kind);
    const forged = { ...body, document: { ...body.document, signatures: [] } };
    return { ...record, body: toBase64Url(canonicalBytes(forged)) };
  };
  const otherSignature = (record: BrokerRecord): BrokerRecord => {
    const signatures = record.entry.signatures.map((one) => ({
      ...one,
      value: toBase64Url(new Uint8Array(64)),
    }));
    return { ...record, entry: { ...record.entry, signatures: sorted(signatures) } };
  };
  const elsewhere = async () => {
    const other = await aSeat();
    await boot(other.env);
    return other.memory;
  };

  const halts: [string, () => void | Promise<void>][] = [
    [
      'the records of another broker',
      async () => {
        seat.memory.records = (await elsewhere()).records;
      },
    ],
    [
      'the secret of another broker',
      async () => {
        seat.memory.secret = (await elsewhere()).secret;
      },
    ],
    [
      'no record at all',
      () => {
        seat.memory.records.length = 0;
      },
    ],
    ['the first record missing', () => void seat.memory.records.shift()],
    ['one record missing in the middle', () => void seat.memory.records.splice(2, 1)],
    [
      'two records exchanged',
      () => {
        const [a, b] = seat.memory.records.splice(2, 2);
        if (a !== undefined && b !== undefined) seat.memory.records.splice(2, 0, b, a);
      },
    ],
    [
      'one record twice',
      () => {
        const [last] = seat.memory.records.slice(-1);
        if (last !== undefined) seat.memory.records.push(last);
      },
    ],
    [
      'a record cut short',
      () => {
        const last = seat.memory.records.pop() ?? new Uint8Array(0);
        seat.memory.records.push(last.slice(0, -1));
      },
    ],
    ['a record that is empty', () => void seat.memory.records.push(new Uint8Array(0))],
    ['one body altered', altered(1, otherBody)],
    [
      'one body that is none',
      altered(1, (record) => ({ ...record, body: toBase64Url(utf8('{}')) })),
    ],
    [
      'the boot’s body altered',
      altered(0, (record) => ({ ...record, body: toBase64Url(utf8('{}')) })),
    ],
    [
      'one salt altered',
      altered(2, (record) => ({ ...record, salt: toBase64Url(new Uint8Array(32)) })),
    ],
    ['one signature altered', altered(3, otherSignature)],
  ];
  it.each(halts)('with %s → BROKER_HALTED', async (_what, alter) => {
    await alter();
    const before = seat.memory.records.length;
    await expect(boot(seat.env)).rejects.toMatchObject({ code: 'BROKER_HALTED' });
    expect(seat.memory.records).toHaveLength(before);
  });

  it('with an altered secret → BROKER_NOT_READY', async () => {
    const secret = Uint8Array.from(seat.memory.secret ?? []);
    secret[20] = (secret[20] ?? 0) ^ 1;
    seat.memory.secret = secret;
    await expect(boot(seat.env)).rejects.toMatchObject({ code: 'BROKER_NOT_READY' });
  });

  it('without the secret → BROKER_NOT_READY, and puts none in its place', async () => {
    seat.memory.secret = null;
    await expect(boot(seat.env)).rejects.toMatchObject({ code: 'BROKER_NOT_READY' });
    expect(seat.memory.secret).toBeNull();
  });

  it('as other code → BROKER_NOT_READY', async () => {
    await expect(boot({ ...seat.env, code: named('other code') })).rejects.toMatchObject({
      code: 'BROKER_NOT_READY',
    });
  });

  it('on another machine → BROKER_NOT_READY', async () => {
    const platform = await openSimulatedPlatform(crypto, {
      chipSeed: new Uint8Array(32).fill(1),
      sealingKey: new Uint8Array(32).fill(3),
    });
    await expect(boot({ ...seat.env, platform })).rejects.toMatchObject({
      code: 'BROKER_NOT_READY',
    });
  });

  it('in another world → BROKER_HALTED', async () => {
    await expect(boot({ ...seat.env, assurance: 'hardware' })).rejects.toMatchObject({
      code: 'BROKER_HALTED',
    });
  });

  it('keeps the Genesis as it was, whatever its main would now put into a new one', async () => {
    const { genesis } = await talk.verify();
    const narrower = toBase64Url((await freshSigningKey(crypto)).publicKey);
    const again = await boot({ ...seat.env, narrowers: [narrower] });
    const now = (await again.verify()).genesis.signed;
    expect(now).toEqual(genesis.signed);
    expect(readSigned(Genesis, now).value.narrowers).toEqual([]);
  });
});
