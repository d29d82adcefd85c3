import { describe, expect, it } from 'vitest';
import { submitDocument } from '#enclave/decision/index.ts';
import { signWithdrawal, simulatedWorker } from '#enclave/participant/index.ts';
import {
  Approval,
  Genesis,
  PartyCard,
  bytesOf,
  canonicalBytes,
  fromUtf8,
  hashOf,
  makeDocument,
  readSigned,
  toBase64Url,
  type Hash,
  type SignedDocument,
} from '#enclave/protocol/index.ts';
import { freshSigningKey, signDocument } from '#enclave/signing/sign.ts';
import {
  answer,
  build,
  crypto,
  decide,
  named,
  now,
  type Twist,
} from '../../support/decision-world.ts';

function altered(signed: SignedDocument, change: object): SignedDocument {
  const value = JSON.parse(fromUtf8(bytesOf(signed.document))) as object;
  return { ...signed, document: toBase64Url(canonicalBytes({ ...value, ...change })) };
}

describe('the release decision', () => {
  it('releases in an honest world', async () => {
    expect(await answer()).toBe('released');
  });

  const broken: [step: number, what: string, codes: readonly string[], twist: Twist][] = [
    [1, 'retiring broker', ['BROKER_RETIRING'], { state: (s) => ({ ...s, status: 'retiring' }) }],
    [1, 'halted broker', ['BROKER_HALTED'], { state: (s) => ({ ...s, status: 'halted' }) }],
    [1, 'another broker', ['WRONG_BROKER'], { request: { broker: named('other') } }],
    [1, 'another boot', ['WRONG_BROKER'], { request: { instance: named('other boot') } }],
    [2, 'a nonce never issued', ['NONCE'], { request: { nonce: toBase64Url(new Uint8Array(32)) } }],
    [
      3,
      'a request that is no document',
      ['MALFORMED'],
      {
        message: (m) => ({ ...m, request: altered(m.request, { extra: 1 }) }),
      },
    ],
    [
      3,
      'a request of another key',
      ['SIGNATURE'],
      {
        message: (m) => ({ ...m, request: altered(m.request, { attempt: 1 }) }),
      },
    ],
    [
      3,
      'a job that is no document',
      ['MALFORMED'],
      {
        message: (m) => ({ ...m, jobSpec: altered(m.jobSpec, { extra: 1 }) }),
      },
    ],
    [
      3,
      'another job than requested',
      ['MALFORMED'],
      {
        message: (m) => ({ ...m, jobSpec: altered(m.jobSpec, { expires: now + 1 }) }),
      },
    ],
    [
      3,
      'an approval that is no document',
      ['MALFORMED'],
      {
        approvals: (all) => all.map((one) => altered(one, { extra: 1 })),
      },
    ],
    [
      5,
      'evidence over another nonce',
      ['EVIDENCE_BINDING'],
      { runtime: { nonce: toBase64Url(new Uint8Array(32)) } },
    ],
    [
      5,
      'evidence for another broker',
      ['EVIDENCE_BINDING'],
      { runtime: { broker: named('other') } },
    ],
    [5, 'evidence for another job', ['EVIDENCE_BINDING'], { runtime: { jobHash: named('other') } }],
    [
      6,
      'an older card of the analyst',
      ['CARD_STALE'],
      { job: { analystCard: named('old card') } },
    ],
    [6, 'a job for another broker', ['WRONG_BROKER'], { job: { broker: named('other') } }],
    [6, 'a hardware job', ['ASSURANCE_MISMATCH'], { job: { assurance: 'hardware' } }],
    [7, 'a job that expired', ['JOB_EXPIRED'], { job: { expires: now - 1 } }],
    [
      7,
      'a policy that wants a time authority',
      ['TIME_UNPROVEN'],
      {
        policy: { time: { sources: ['authority'], authorities: [] } },
      },
    ],
    [
      8,
      'a template digest that was not compiled in',
      ['APPROVAL', 'TEMPLATE_UNKNOWN'],
      {
        job: { template: { id: 'overlap', version: 1, digest: named('other') } },
      },
    ],
    [
      8,
      'parameters that the template refuses',
      ['PARAMS'],
      { job: { params: { left: 'a', right: 'b' } } },
    ],
    [
      8,
      'fewer cells than the grid has',
      ['PARAMS'],
      {
        job: { release: { mode: 'threshold', grid: named('x'), cellsMax: 1 } },
      },
    ],
    [
      8,
      'dp mode before its time',
      ['PARAMS'],
      {
        job: { release: { mode: 'dp', rho: '1/100', delta: '0/1', entitiesMin: 20, cellsMax: 6 } },
      },
    ],
    [8, 'an input of fewer than 1,000 persons', ['PARAMS'], { manifest: { entitiesRounded: 990 } }],
    [
      8,
      'worker code that is not the job’s',
      ['CODE_NOT_ACCEPTED'],
      { runtime: { code: named('other code') } },
    ],
    [
      9,
      'a manifest of the other world',
      ['ASSURANCE_MISMATCH'],
      { manifest: { assurance: 'hardware' } },
    ],
    [9, 'a policy that covers other versions', ['POLICY_DENIES'], { policy: { versions: [2] } }],
    [
      9,
      'a policy for another room',
      ['POLICY_DENIES'],
      { terms: { collaboration: named('other room') } },
    ],
    [9, 'a policy for another broker', ['POLICY_DENIES'], { terms: { brokers: [named('other')] } }],
    [9, 'a policy that expired', ['POLICY_EXPIRED'], { terms: { expires: now - 1 } }],
    [10, 'an analyst nobody allowed', ['ANALYST_NOT_ALLOWED'], { terms: { analysts: [] } }],
    [10, 'a receiver nobody allowed', ['RECEIVER_NOT_ALLOWED'], { terms: { receivers: [] } }],
    [10, 'a partner nobody allowed', ['PARTNER_NOT_ALLOWED'], { terms: { partners: [] } }],
    [11, 'no accepted enclave at all', ['CODE_NOT_ACCEPTED'], { terms: { enclaves: [] } }],
    [
      11,
      'another accepted enclave',
      ['CODE_NOT_ACCEPTED'],
      { terms: { enclaves: [simulatedWorker(named('other code'))] } },
    ],
    [12, 'a template nobody allowed', ['POLICY_DENIES'], { terms: { templates: [] } }],
    [
      12,
      'a parameter without a constraint',
      ['POLICY_DENIES'],
      {
        terms: {
          templates: [
            {
              ref: { id: 'overlap', version: 1, digest: named('overlap') },
              params: { left: { oneOf: ['a'] }, right: { oneOf: ['b'] } },
            },
          ],
        },
      },
    ],
    [12, 'a grid nobody declared', ['POLICY_DENIES'], { terms: { grids: [] } }],
    [12, 'a rule that is dp only', ['POLICY_DENIES'], { policy: { dpOnlyForLife: true } }],
    [
      13,
      'an approval of a study',
      ['APPROVAL_INVALID'],
      { approval: ({ jobHash: _jobHash, ...f }) => ({ ...f, study: named('study') }) },
    ],
    [8, 'the grid of smaller groups than an owner’s', ['PARAMS'], { terms: { entitiesMin: 21 } }],
    [
      12,
      'partners too small for the owner',
      ['POLICY_DENIES'],
      {
        policy: {
          thresholds: {
            entitiesMin: 20,
            partnerEntitiesMin: 1300,
            classMin: 5,
            dominanceMax: '1/1',
          },
        },
      },
    ],
    [
      12,
      'a column nobody allowed',
      ['POLICY_DENIES'],
      { policy: { columns: [{ name: 'person', roles: ['entityKey'] }] } },
    ],
    [13, 'no approvals', ['APPROVAL_MISSING'], { approvals: () => [] }],
    [
      13,
      'one owner’s approval missing',
      ['APPROVAL_MISSING'],
      { approvals: (all) => all.slice(0, 1) },
    ],
    [
      13,
      'an approval of another card',
      ['APPROVAL_INVALID'],
      { approval: (f) => ({ ...f, card: named('old') }) },
    ],
    [
      13,
      'an approval of other datasets',
      ['APPROVAL_INVALID'],
      { approval: (f) => ({ ...f, datasets: [named('x')] }) },
    ],
    [
      13,
      'an approval of another sentence',
      ['APPROVAL_INVALID'],
      {
        approval: (f) => ({ ...f, sentence: { locale: 'en', digest: named('x') } }),
      },
    ],
    [
      13,
      'an approval that signs a budget away',
      ['APPROVAL_INVALID'],
      { approval: (f) => ({ ...f, rho: '1/1' }) },
    ],
    [
      13,
      'an expired approval',
      ['APPROVAL_EXPIRED'],
      { approval: (f) => ({ ...f, expires: now - 1 }) },
    ],
    [
      13,
      'a deny among the approvals',
      ['DENIED_BY_OWNER'],
      { approval: (f) => ({ ...f, decision: 'deny' }) },
    ],
    [
      14,
      'a job whose author saw another log',
      ['HEAD_UNKNOWN'],
      {
        job: { headSeen: { broker: named('other'), index: 0, entry: named('log 0') } },
        approval: (f) => ({ ...f, headSeen: { ...f.headSeen, broker: named('other') } }),
      },
    ],
    [15, 'no grant', ['GRANT_MISSING'], { grant: (g) => g.clear() }],
    [
      15,
      'a grant that does not open',
      ['GRANT_INVALID'],
      {
        grant: (g) => g.forEach((_, name) => g.set(name, { ok: false, code: 'GRANT_INVALID' })),
      },
    ],
    [
      15,
      'a grant that wants a newer policy',
      ['POLICY_STALE'],
      {
        grant: (g) =>
          g.forEach((grant, name) => {
            if (grant.ok) g.set(name, { ok: true, value: { ...grant.value, policySeqMin: 2 } });
          }),
      },
    ],
    [
      15,
      'a grant whose owner saw another log',
      ['HEAD_UNKNOWN'],
      {
        grant: (g) =>
          g.forEach((grant, name) => {
            const headSeen = { broker: named('other'), index: 0, entry: named('log 0') };
            if (grant.ok) g.set(name, { ok: true, value: { ...grant.value, headSeen } });
          }),
      },
    ],
    [16, 'no job left', ['THRESHOLD_LIMIT'], { terms: { jobsMax: 0 } }],
    [
      17,
      'approvals given to an earlier boot',
      ['LICENCE_MISSING'],
      { approval: (f) => ({ ...f, instance: named('old boot') }) },
    ],
  ];

  it.each(broken)('step %i refuses %s', async (_step, _what, codes, twist) => {
    const got = await answer(twist);
    // A template that is not there has no sentence, hence no approval to judge: one code is enough.
    const wanted = codes.filter((code) => code !== 'APPROVAL');
    expect(got).toEqual(expect.arrayContaining(wanted));
    if (codes.length === 1 && _step !== 8 && _step !== 11) expect(got).toEqual(codes);
  });

  it('collects all failing codes of steps 8 to 14', async () => {
    const got = await answer({ terms: { analysts: [], partners: [] }, approvals: () => [] });
    expect(got).toEqual(['ANALYST_NOT_ALLOWED', 'APPROVAL_MISSING', 'PARTNER_NOT_ALLOWED']);
  });

  it('uses the nonce up, whatever the answer', async () => {
    const built = await build({ approvals: () => [] });
    const { state } = await decide(built);
    expect(state.nonces.size).toBe(0);
    const again = await decide({ ...built, state });
    expect(again.decision).toMatchObject({ kind: 'refusal', codes: ['NONCE'], logged: false });
  });

  it('changes nothing when approvals come in another order', async () => {
    const built = await build();
    const turned = { ...built.message, approvals: [...built.message.approvals].reverse() };
    const a = await decide(built);
    const b = await decide({ ...built, message: turned });
    if (a.decision.kind !== 'release' || b.decision.kind !== 'release') throw new Error('refused');
    expect(b.decision.documents).toEqual(a.decision.documents);
    expect(b.decision.entries).toEqual(a.decision.entries);
  });
});

describe('quorum', () => {
  it('refuses one of three holders where two must sign', async () => {
    const got = await answer({
      approvals: (all) => all.map((one) => ({ ...one, signatures: one.signatures.slice(0, 1) })),
    });
    expect(got).toEqual(['QUORUM']);
  });

  it('refuses an approver who signs twice for a quorum of two', async () => {
    const got = await answer({
      approvals: async (all, world) => {
        const [alder, birch] = all as [SignedDocument, SignedDocument];
        const { type: _t, v: _v, ...fields } = readSigned(Approval, birch).value;
        const second = makeDocument(Approval, {
          ...fields,
          nonce: toBase64Url(new Uint8Array(32).fill(1)),
        });
        const [key] = world.birch.keys.approvers;
        if (key === undefined) throw new Error('no key');
        const doc = readSigned(Approval, birch);
        return [
          alder,
          await signDocument('Approval', doc, key),
          await signDocument('Approval', second, key),
        ];
      },
    });
    expect(got).toEqual(['QUORUM']);
  });

  it('releases with two holders in two documents', async () => {
    const got = await answer({
      approvals: async (all, world) => {
        const [alder, birch] = all as [SignedDocument, SignedDocument];
        const doc = readSigned(Approval, birch);
        const [one, two] = world.birch.keys.approvers;
        if (one === undefined || two === undefined) throw new Error('no keys');
        return [
          alder,
          await signDocument('Approval', doc, one),
          await signDocument('Approval', doc, two),
        ];
      },
    });
    expect(got).toBe('released');
  });

  it('refuses a stranger’s signature, and a bad approval beside enough good ones changes nothing', async () => {
    const stranger = await freshSigningKey(crypto);
    const forge = (signed: SignedDocument) =>
      signDocument('Approval', readSigned(Approval, signed), stranger);
    expect(await answer({ approvals: (all) => Promise.all(all.map(forge)) })).toEqual([
      'APPROVAL_INVALID',
    ]);
    const beside = async (all: SignedDocument[]) => [
      ...all,
      ...(await Promise.all(all.map(forge))),
    ];
    expect(await answer({ approvals: beside })).toBe('released');
  });
});

describe('one table under two registrations', () => {
  it('is refused as its own partner', async () => {
    const built = await build();
    const [a, b] = built.world.manifests;
    const held = b === undefined ? undefined : built.state.manifests.get(b.name);
    if (a === undefined || held === undefined) throw new Error('no manifests');
    const same = { ...held, value: { ...held.value, lineage: a.value.lineage } };
    const manifests = new Map(built.state.manifests).set(held.name, same);
    const { decision } = await decide({ ...built, state: { ...built.state, manifests } });
    expect(decision).toMatchObject({ kind: 'refusal', codes: ['MANIFEST_MISMATCH'] });
  });
});

describe('withdrawals and denials that are held', () => {
  const withdrawn = (
    kind: 'dataset' | 'policy' | 'grant' | 'code' | 'key',
    by: 'alder' | 'birch' = 'alder',
  ): Twist => ({
    state: async (state, world) => {
      const [manifest] = world.manifests;
      const [policy] = world.policies;
      const names = {
        dataset: manifest?.value.dataset,
        policy: policy?.name,
        grant: manifest?.name,
        code: named('worker code'),
        key: world.alder.keys.approvers[0]?.keyId,
      };
      const name = names[kind];
      if (name === undefined) throw new Error('nothing to withdraw');
      const signed = await signWithdrawal(world.broker.id, world[by], { kind, name }, 'stop');
      return submitDocument(state, 'withdrawal', signed, crypto);
    },
  });

  it.each(['dataset', 'policy', 'grant', 'code'] as const)(
    'refuses after the owner withdrew its %s',
    async (kind) => {
      expect(await answer(withdrawn(kind))).toEqual(['WITHDRAWN']);
    },
  );

  it('refuses after the owner withdrew the approver’s key', async () => {
    expect(await answer(withdrawn('key'))).toEqual(['QUORUM']);
  });

  it('refuses to hear an approver key that was taken back', async () => {
    const { state, world } = await build();
    const [key] = world.alder.keys.approvers;
    const [manifest] = world.manifests;
    if (key === undefined || manifest === undefined) throw new Error('no key');
    const withdraw = (target: Parameters<typeof signWithdrawal>[2]) =>
      signWithdrawal(world.broker.id, world.alder, target, 'stop');
    const taken = await withdraw({ kind: 'key', name: key.keyId });
    const after = await submitDocument(state, 'withdrawal', taken, crypto);
    const late = await withdraw({ kind: 'dataset', name: manifest.value.dataset });
    await expect(submitDocument(after, 'withdrawal', late, crypto)).rejects.toThrow('SIGNATURE');
    await expect(submitDocument(state, 'withdrawal', late, crypto)).resolves.toBeDefined();
  });

  it('hears a witness, but not about keys: who may sign is people’s business', async () => {
    const { state, world } = await build();
    const { alder } = world;
    const witness = await freshSigningKey(crypto);
    const first = readSigned(PartyCard, alder.card).value;
    const { type: _t, v: _v, ...fields } = first;
    const second = makeDocument(PartyCard, {
      ...fields,
      party: alder.party,
      seq: 2,
      previous: alder.cardName,
      witnesses: [toBase64Url(witness.publicKey)],
    });
    const card = await signDocument('PartyCard', second, ...alder.keys.approvers);
    const after = await submitDocument(state, 'card', card, crypto);
    const byWitness = { ...alder, keys: { ...alder.keys, approvers: [witness] } };
    const [manifest] = world.manifests;
    const [key] = alder.keys.approvers;
    if (manifest === undefined || key === undefined) throw new Error('nothing');
    const dataset = { kind: 'dataset' as const, name: manifest.value.dataset };
    const stop = await signWithdrawal(world.broker.id, byWitness, dataset, 'stop');
    await expect(submitDocument(after, 'withdrawal', stop, crypto)).resolves.toBeDefined();
    await expect(submitDocument(state, 'withdrawal', stop, crypto)).rejects.toThrow('SIGNATURE');
    const take = { kind: 'key' as const, name: key.keyId };
    const taken = await signWithdrawal(world.broker.id, byWitness, take, 'stop');
    await expect(submitDocument(after, 'withdrawal', taken, crypto)).rejects.toThrow('SIGNATURE');
  });

  it('lets one approver take back its own key, and a colleague’s only with the quorum', async () => {
    const { state, world } = await build();
    const [own, colleague] = world.birch.keys.approvers;
    if (own === undefined || colleague === undefined) throw new Error('birch has several keys');
    const take = async (name: Hash, by: readonly (typeof own)[]) => {
      const one = { ...world.birch, keys: { ...world.birch.keys, approvers: by } };
      const signed = await signWithdrawal(world.broker.id, one, { kind: 'key', name }, 'stop');
      return submitDocument(state, 'withdrawal', signed, crypto);
    };
    await expect(take(own.keyId, [own])).resolves.toBeDefined();
    await expect(take(colleague.keyId, [own])).rejects.toThrow('SIGNATURE');
    const both = world.birch.keys.approvers.filter((key) => key !== colleague);
    await expect(take(colleague.keyId, both)).resolves.toBeDefined();
    const stranger = world.alder.keys.approvers[0]?.keyId ?? named('none');
    await expect(take(stranger, world.birch.keys.approvers)).rejects.toThrow('SIGNATURE');
  });

  it('ignores another party’s withdrawal of my dataset', async () => {
    expect(await answer(withdrawn('dataset', 'birch'))).toBe('released');
  });

  it('refuses for ever what an approver of an input’s owner denied, and nobody else’s deny', async () => {
    const built = await build();
    const jobHash = hashOf(bytesOf(built.message.jobSpec.document));
    const deniedBy = (party: Hash) => ({
      ...built,
      state: { ...built.state, denials: new Map([[jobHash, new Set([party])]]) },
    });
    const owner = await decide(deniedBy(built.world.alder.party));
    expect(owner.decision).toMatchObject({ kind: 'refusal', codes: ['DENIED_BY_OWNER'] });
    const stranger = await decide(deniedBy(built.world.bureau.party));
    expect(stranger.decision.kind).toBe('release');
  });
});

describe('retries and limits', () => {
  it('gives a second release of one job as a retry that costs nothing', async () => {
    const built = await build();
    const first = await decide(built);
    if (first.decision.kind !== 'release') throw new Error('refused');
    const nonces = built.state.nonces;
    const second = await decide({ ...built, state: { ...first.state, nonces } });
    if (second.decision.kind !== 'release') throw new Error('refused');
    expect(first.decision.entries.map((entry) => [entry.kind, entry.thresholdJobs])).toEqual([
      ['threshold', 1],
      ['threshold', 1],
    ]);
    expect(second.decision.entries.map((entry) => [entry.kind, entry.thresholdJobs])).toEqual([
      ['retry', 1],
      ['retry', 1],
    ]);
  });

  it('refuses the sixth retry', async () => {
    const built = await build();
    let { state } = built;
    for (let i = 0; i < 6; i++) {
      const { decision, state: after } = await decide({ ...built, state });
      expect(decision.kind).toBe('release');
      state = { ...after, nonces: built.state.nonces };
    }
    const { decision } = await decide({ ...built, state });
    expect(decision).toMatchObject({ kind: 'refusal', codes: ['RETRY_LIMIT'] });
  });

  it('refuses a job over the owner’s number, and counts per analyst too', async () => {
    const built = await build({ terms: { jobsMax: 1 } });
    const { state } = await decide(built);
    const next = await build({
      terms: { jobsMax: 1 },
      job: { nonce: toBase64Url(new Uint8Array(32).fill(5)) },
    });
    const carried = { ...next.state, ledgers: state.ledgers, charges: state.charges };
    const { decision } = await decide({ ...next, state: carried });
    expect(decision).toMatchObject({ kind: 'refusal', codes: ['THRESHOLD_LIMIT'] });
  });

  it('refuses one question over a partner’s table under a second registration', async () => {
    const built = await build();
    const { state } = await decide(built);
    const again = await build({
      job: { nonce: toBase64Url(new Uint8Array(32).fill(6)) },
      manifest: { dataset: named('second'), lineage: named('second') },
    });
    const manifests = new Map([...state.manifests, ...again.state.manifests]);
    const carried = { ...again.state, manifests, charges: state.charges };
    const { decision } = await decide({ ...again, state: carried });
    expect(decision).toMatchObject({ kind: 'refusal', codes: ['THRESHOLD_LIMIT'] });
  });

  it('allows the same question again over the very same tables', async () => {
    const { state } = await decide(await build());
    const again = await build({ job: { nonce: toBase64Url(new Uint8Array(32).fill(6)) } });
    const carried = { ...again.state, charges: state.charges };
    expect((await decide({ ...again, state: carried })).decision.kind).toBe('release');
  });

  it('chains each lineage’s ledger', async () => {
    const { decision, state } = await decide(await build());
    if (decision.kind !== 'release') throw new Error('refused');
    for (const entry of decision.entries) {
      expect(entry.previous).toBe('0'.repeat(64));
      expect(state.ledgers.get(entry.lineage)?.seq).toBe(1);
    }
  });
});

describe('tightening a policy', () => {
  const tighter: [string, Twist][] = [
    ['fewer analysts', { terms: { analysts: [] } }],
    ['fewer partners', { terms: { partners: [] } }],
    ['fewer grids', { terms: { grids: [] } }],
    ['higher threshold', { terms: { entitiesMin: 1000 } }],
    ['fewer templates', { terms: { templates: [] } }],
    ['fewer enclaves', { terms: { enclaves: [] } }],
    ['earlier end', { terms: { expires: now - 1 } }],
  ];
  it.each(tighter)('never turns a refusal into a release: %s', async (_name, twist) => {
    expect(await answer({ ...twist, approvals: () => [] })).not.toBe('released');
    expect(await answer(twist)).not.toBe('released');
  });
});

describe('the two worlds', () => {
  it('never mix in a Genesis: hardware keys on a simulated platform → MALFORMED', async () => {
    const { world } = await build();
    const { type: _t, v: _v, ...fields } = world.broker.genesis;
    expect(() => makeDocument(Genesis, fields)).not.toThrow();
    expect(() => makeDocument(Genesis, { ...fields, assurance: 'hardware' })).toThrow('MALFORMED');
  });

  it('never mix at a release: simulated evidence at a hardware broker → ASSURANCE_MISMATCH', async () => {
    const got = await answer({
      job: { assurance: 'hardware' },
      state: (s) => {
        const genesis = { ...s.broker.genesis, assurance: 'hardware' as const };
        return { ...s, broker: { ...s.broker, genesis } };
      },
    });
    expect(got).toEqual(['ASSURANCE_MISMATCH']);
  });
});
