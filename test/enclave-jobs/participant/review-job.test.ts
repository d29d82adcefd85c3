import { beforeAll, describe, expect, it } from 'vitest';
import {
  composeJob,
  reviewJob,
  signApproval,
  signDenial,
  simulatedWorker,
  thresholdPolicy,
  type Party,
  type ReviewMaterial,
  type VerifiedBroker,
} from '#enclave/participant/index.ts';
import {
  Approval,
  JobSpec,
  PartyCard,
  hashOf,
  makeDocument,
  readSigned,
  toBase64Url,
  utf8,
  type Doc,
  type FieldsOf,
  type Hash,
  type SignedDocument,
  type UsagePolicy,
} from '#enclave/protocol/index.ts';
import { freshSigningKey, signDocument } from '#enclave/signing/sign.ts';
import { prepareJob } from '#enclave/templates/index.ts';
import {
  aParty,
  aSeat,
  boot,
  crypto,
  named,
  seal,
  signAs,
  start,
  thePeople,
  workerCode,
  type People,
  type Seat,
} from '../broker/broker-world.ts';

const template = { id: 'overlap', version: 1, digest: named('overlap') };
const params = { left: 'a', right: 'b', segment: 'region' };

interface Room extends People {
  readonly seat: Seat;
  readonly broker: VerifiedBroker;
  readonly bureau: Party;
  readonly rival: Party;
  readonly policies: readonly [alder: Doc<UsagePolicy>, birch: Doc<UsagePolicy>];
  readonly job: Doc<JobSpec>;
  readonly material: ReviewMaterial;
}

let room: Room;

const minima = { entitiesMin: 20, classMin: 5 };
const allowed = (segment: string) => ({
  left: { oneOf: ['a'] },
  right: { oneOf: ['b'] },
  segment: { oneOf: [segment] },
});

function policyOf(
  who: Pick<Room, 'broker' | 'bureau' | 'alder' | 'birch'>,
  file: People['alderFile'],
  grids: readonly Hash[],
) {
  return thresholdPolicy(file.manifest, {
    collaboration: named('room'),
    brokers: [who.broker.id],
    enclaves: [simulatedWorker(workerCode)],
    analysts: [who.bureau.party],
    receivers: [who.bureau.party],
    partners: [who.alder.party, who.birch.party],
    templates: [{ ref: template, params: allowed('region') }],
    grids,
    ...minima,
    jobsMax: 2,
    releaseTickSeconds: 1,
    expires: start + 86_400,
  });
}

beforeAll(async () => {
  const people = await thePeople();
  const seat = await aSeat();
  const broker = await (await boot(seat.env)).verify();
  const [bureau, rival] = [await aParty('Meridian Bureau'), await aParty('Rival Loans')];
  const { registry } = seat.env;
  const files = [people.alderFile, people.birchFile] as const;
  const draft = { template, params, recipients: [bureau] };
  const [a, b] = files.map((file, i) => ({ alias: i === 0 ? 'a' : 'b', manifest: file.manifest }));
  if (a === undefined || b === undefined) throw new Error('no files');
  const policy = { value: { thresholds: minima } };
  const inputs = [a, b].map((one) => ({ ...one, policy }));
  const { grid } = prepareJob(registry, { ...draft, inputs });
  const who = { ...people, broker, bureau };
  const grids = [grid];
  const policies = [policyOf(who, files[0], grids), policyOf(who, files[1], grids)] as const;
  const { job, signed } = await composeJob(crypto, registry, broker, bureau, {
    ...draft,
    collaboration: named('room'),
    inputs: [
      { ...a, policy: policies[0] },
      { ...b, policy: policies[1] },
    ],
    code: workerCode,
    expires: start + 3600,
  });
  const manifests = await Promise.all([
    signAs(people.alder, 'DatasetManifest', files[0].manifest),
    signAs(people.birch, 'DatasetManifest', files[1].manifest),
  ]);
  room = {
    ...who,
    seat,
    rival,
    policies,
    job,
    material: {
      jobSpec: signed,
      jobHash: job.name,
      manifests,
      cards: [people.alder, people.birch, bureau, rival].map((one) => one.card),
      policies: [
        await signAs(people.alder, 'UsagePolicy', policies[0]),
        await signAs(people.birch, 'UsagePolicy', policies[1]),
      ],
      at: start,
      ownPolicies: new Map([[policies[0].value.dataset, policies[0]]]),
      pinned: new Set([people.alder, people.birch, bureau].map((one) => one.party)),
    },
  };
});

/** Alder's program looks at the job, or at what the platform made of it. */
function review(change: Partial<ReviewMaterial> = {}, owner: Party = room.alder) {
  const { registry } = room.seat.env;
  return reviewJob(crypto, registry, room.broker, owner, { ...room.material, ...change });
}

/** The job with some fields changed, properly signed by the bureau and told with its own hash. */
async function jobWith(change: Partial<FieldsOf<JobSpec>>): Promise<Partial<ReviewMaterial>> {
  const { type: _t, v: _v, ...fields } = room.job.value;
  const job = makeDocument(JobSpec, { ...fields, ...change });
  const jobSpec = await signDocument('JobSpec', job, room.bureau.keys.analyst);
  return { jobSpec, jobHash: job.name };
}

function withPolicy(policy: Doc<UsagePolicy>): Partial<ReviewMaterial> {
  return { ownPolicies: new Map([[policy.value.dataset, policy]]) };
}

/**
 * A policy of alder that the job names, so that what is tested is not its name but what it lists.
 */
async function underPolicy(change: Partial<Parameters<typeof thresholdPolicy>[1]>) {
  const [alders] = room.policies;
  const { threshold } = alders.value;
  const policy = thresholdPolicy(room.alderFile.manifest, {
    collaboration: named('room'),
    brokers: [room.broker.id],
    enclaves: [simulatedWorker(workerCode)],
    analysts: [room.bureau.party],
    receivers: [room.bureau.party],
    partners: [room.birch.party],
    templates: [{ ref: template, params: allowed('region') }],
    grids: threshold.grids,
    ...minima,
    jobsMax: 2,
    releaseTickSeconds: 1,
    expires: start + 86_400,
    ...change,
  });
  const inputs = room.job.value.inputs.map((input) =>
    input.alias === 'a' ? { ...input, policies: [policy.name] } : input,
  );
  const [, birchs] = room.material.policies;
  const signed = await signAs(room.alder, 'UsagePolicy', policy);
  const policies = birchs === undefined ? [signed] : [signed, birchs];
  return { ...(await jobWith({ inputs })), ...withPolicy(policy), policies };
}

const inputWith = (alias: string, change: object) =>
  jobWith({
    inputs: room.job.value.inputs.map((one) => (one.alias === alias ? { ...one, ...change } : one)),
  });

const pinnedWithout = (party: Hash): Partial<ReviewMaterial> => ({
  pinned: new Set([...room.material.pinned].filter((one) => one !== party)),
});

/** A later card of the bureau that only the platform signed. */
async function forgedCard(): Promise<{ card: SignedDocument; key: typeof key }> {
  const key = await freshSigningKey(crypto);
  const first = readSigned(PartyCard, room.bureau.card);
  const { type: _t, v: _v, ...fields } = first.value;
  const publicKey = {
    keyId: key.keyId,
    alg: 'ed25519' as const,
    publicKey: toBase64Url(key.publicKey),
  };
  const doc = makeDocument(PartyCard, {
    ...fields,
    party: room.bureau.party,
    seq: 2,
    previous: first.name,
    name: 'Nobody You Know',
    analysts: [publicKey],
  });
  return { card: await signDocument('PartyCard', doc, key), key };
}

describe('the owner’s own program', () => {
  it('shows an honest job in its own words, with the names on the cards', async () => {
    const reviewed = await review();
    expect(reviewed.job.name).toBe(room.job.name);
    expect(reviewed.sentence).toContain('Alder Bank');
    expect(reviewed.sentence).toContain('Birch Credit');
    expect(reviewed.sentence).toContain('Meridian Bureau will read the counts');
    expect(reviewed.ownDatasets).toEqual([room.alderFile.manifest.value.dataset]);
  });

  it('signs an approval for this broker, this run, this job and this sentence', async () => {
    const reviewed = await review();
    const signed = await signApproval(crypto, room.broker, room.alder, reviewed, 'approve');
    const { value } = readSigned(Approval, signed);
    expect(value).toMatchObject({
      decision: 'approve',
      jobHash: room.job.name,
      broker: room.broker.id,
      instance: room.broker.instance,
      party: room.alder.party,
      headSeen: room.broker.head,
      sentence: { digest: hashOf(utf8(reviewed.sentence)) },
      datasets: reviewed.ownDatasets,
    });
  });

  it('lets the other owner review the same job under her own policy', async () => {
    const reviewed = await review(withPolicy(room.policies[1]), room.birch);
    expect(reviewed.ownDatasets).toEqual([room.birchFile.manifest.value.dataset]);
  });
});

describe('the owner’s own program refuses', () => {
  type Change = () => Partial<ReviewMaterial> | Promise<Partial<ReviewMaterial>>;
  const cases: [string, string, Change][] = [
    ['another hash than told', 'JOB_DIFFERS', () => ({ jobHash: named('told') })],
    [
      'another job under the hash told',
      'JOB_DIFFERS',
      async () => ({ ...(await jobWith({ expires: start + 7200 })), jobHash: room.job.name }),
    ],
    ['a job for another broker', 'JOB_DIFFERS', () => jobWith({ broker: named('other broker') })],
    [
      'a job that somebody else signed',
      'SIGNATURE',
      async () => ({ jobSpec: await signAs(room.rival, 'JobSpec', room.job) }),
    ],
    [
      'a job that nobody signed',
      'SIGNATURE',
      () => ({ jobSpec: { ...room.material.jobSpec, signatures: [] } }),
    ],
    [
      'a job of an analyst whose card is missing',
      'SIGNATURE',
      () => ({ cards: [room.alder.card, room.birch.card] }),
    ],
    [
      'a job signed under a card that the analyst never gave out',
      'SIGNATURE',
      async () => {
        const { card, key } = await forgedCard();
        const jobSpec = await signDocument('JobSpec', room.job, key);
        return { cards: [...room.material.cards, card], jobSpec };
      },
    ],
    [
      'a name that a party never gave itself',
      'SIGNATURE',
      async () => ({ cards: [(await forgedCard()).card, ...room.material.cards] }),
    ],
    ['an analyst whom I never pinned', 'PARTY_UNPINNED', () => pinnedWithout(room.bureau.party)],
    ['a co-owner whom I never pinned', 'PARTY_UNPINNED', () => pinnedWithout(room.birch.party)],
    [
      'a reader whom I never pinned',
      'PARTY_UNPINNED',
      () =>
        jobWith({
          recipients: [
            { party: room.rival.party, id: 'main', recipient: room.rival.keys.recipient },
          ],
        }),
    ],
    [
      'a manifest that is missing',
      'JOB_DIFFERS',
      () => ({ manifests: room.material.manifests.slice(0, 1) }),
    ],
    [
      'a manifest that was exchanged',
      'JOB_DIFFERS',
      async () => {
        const other = await signAs(
          room.birch,
          'DatasetManifest',
          (await seal(room.birch, 'X')).manifest,
        );
        return { manifests: [...room.material.manifests.slice(0, 1), other] };
      },
    ],
    [
      'an input that says another dataset than its manifest',
      'JOB_DIFFERS',
      () => inputWith('b', { dataset: named('another dataset') }),
    ],
    [
      'an input that says another version than its manifest',
      'JOB_DIFFERS',
      () => inputWith('b', { version: 2 }),
    ],
    [
      'a template that my policy does not list',
      'POLICY_DENIES',
      () => underPolicy({ templates: [] }),
    ],
    [
      'a template with another digest than my policy lists',
      'TEMPLATE_UNKNOWN',
      () => jobWith({ template: { ...template, digest: named('other template') } }),
    ],
    [
      'a parameter that my policy does not allow',
      'POLICY_DENIES',
      () =>
        underPolicy({
          templates: [{ ref: template, params: allowed('none') }],
        }),
    ],
    [
      'a parameter that the question does not know',
      'PARAMS',
      () => jobWith({ params: { ...params, extra: 1 } }),
    ],
    [
      'worker code that my policy does not list',
      'CODE_NOT_ACCEPTED',
      () => jobWith({ code: named('other worker') }),
    ],
    ['a grid that my policy does not list', 'POLICY_DENIES', () => underPolicy({ grids: [] })],
    [
      'a policy that is not in force',
      'POLICY_STALE',
      () => inputWith('a', { policies: [named('older policy')] }),
    ],
    [
      'a job on my data without a policy of mine',
      'POLICY_STALE',
      () => ({ ownPolicies: new Map() }),
    ],
  ];
  it.each(cases)('%s → %s', async (_what, code, change) => {
    await expect(review(await change())).rejects.toMatchObject({ code });
  });

  it('a job without any data of mine → NOT_MINE', async () => {
    await expect(review({}, room.rival)).rejects.toMatchObject({ code: 'NOT_MINE' });
  });

  it('a template that this program does not have → TEMPLATE_UNKNOWN', async () => {
    const version = { ...template, version: 2 };
    await expect(review(await jobWith({ template: version }))).rejects.toMatchObject({
      code: 'TEMPLATE_UNKNOWN',
    });
  });
});

describe('the terms of the other owners', () => {
  /** Birch's policy with one term changed, in force instead of the one that the job names. */
  async function withBirch(change: Partial<Parameters<typeof thresholdPolicy>[1]>) {
    const { alder, birch, bureau, broker, policies } = room;
    const grids = policies[0].value.threshold.grids;
    const terms = {
      collaboration: named('room'),
      brokers: [broker.id],
      enclaves: [simulatedWorker(workerCode)],
      analysts: [bureau.party],
      receivers: [bureau.party],
      partners: [alder.party, birch.party],
      templates: [{ ref: template, params: allowed('region') }],
      grids,
      ...minima,
      jobsMax: 2,
      releaseTickSeconds: 1 as const,
      expires: start + 86_400,
      ...change,
    };
    const policy = thresholdPolicy(room.birchFile.manifest, terms);
    const [own] = room.material.policies;
    if (own === undefined) throw new Error('no policy');
    const inputs = room.job.value.inputs.map((input) =>
      input.alias === 'b' ? { ...input, policies: [policy.name] } : input,
    );
    const { type: _type, v: _v, ...fields } = room.job.value;
    const job = makeDocument(JobSpec, { ...fields, inputs });
    return {
      jobSpec: await signDocument('JobSpec', job, bureau.keys.analyst),
      jobHash: job.name,
      policies: [own, await signAs(birch, 'UsagePolicy', policy)],
    };
  }

  it('hold: an honest job is offered', async () => {
    await expect(review(await withBirch({}))).resolves.toBeDefined();
  });

  it.each([
    ['PARTNER_NOT_ALLOWED', { partners: [] }],
    ['ANALYST_NOT_ALLOWED', { analysts: [] }],
    ['PARAMS', { entitiesMin: 50 }],
    ['POLICY_EXPIRED', { expires: start - 1 }],
  ] as const)('refuse → %s, before I sign', async (code, change) => {
    await expect(review(await withBirch(change))).rejects.toThrow(code);
  });

  it('must be there: a job whose co-owner’s policy is not shown is not offered → POLICY_STALE', async () => {
    await expect(review({ policies: room.material.policies.slice(0, 1) })).rejects.toThrow(
      'POLICY_STALE',
    );
  });
});

describe('a no', () => {
  it('is signed without a review, over the job and the datasets that are the owner’s', async () => {
    const { broker, alder, job } = room;
    const datasets = job.value.inputs.slice(0, 1).map((input) => input.dataset);
    const signed = await signDenial(crypto, broker, alder, job, datasets);
    const doc = readSigned(Approval, signed).value;
    expect(doc).toMatchObject({ decision: 'deny', jobHash: job.name, datasets });
  });

  it('to a job that reads nothing of one’s own is no answer', async () => {
    const { broker, alder, job } = room;
    await expect(signDenial(crypto, broker, alder, job, [])).rejects.toMatchObject({
      code: 'NOT_MINE',
    });
  });
});
