// What a stolen session of an owner can ask for: every procedure that changes something, without a
// key.

import { TRPCClientError } from '@trpc/client';
import {
  Approval,
  Collaboration,
  DatasetManifest,
  JobSpec,
  UsagePolicy,
  Withdrawal,
  canonicalBytes,
  concatBytes,
  makeDocument,
  readSigned,
  toBase64Url,
  type Hash,
  type SignedDocument,
} from '#enclave/protocol/index.ts';
import {
  freshPartySecrets,
  makeKeyRequest,
  makeReferenceProposal,
  nextCard,
} from '#enclave/participant/index.ts';
import { freshSigningKey, signDocument } from '#enclave/signing/sign.ts';
import { faultOf, openApi, type Api } from '#app/_client/session/api.ts';
import { readTable } from '#app/_client/tables/table-of.ts';
import { need } from '#server/setup/scenario.ts';
import type { CanaryWorld } from '../canary-world.ts';

/** A waiting job, and what a thief made of the documents that the platform shows it. */
interface Stolen {
  readonly world: CanaryWorld;
  readonly api: Api;
  /** Of the job that waits for the owner whose session was stolen. */
  readonly job: string;
  readonly documents: Readonly<
    Record<'card' | 'manifest' | 'policy' | 'jobSpec' | 'approval' | 'withdrawal', SignedDocument>
  >;
  readonly manifest: Hash;
}

const nobody = '00000000-0000-4000-8000-000000000000';
const nonce = () => toBase64Url(globalThis.crypto.getRandomValues(new Uint8Array(32)));

/** Everything is as its owner would write it, and signed by the thief's own key. */
export async function stealSession(world: CanaryWorld, job: string): Promise<Stolen> {
  // The cookie is all that the thief has.
  const api = openApi({ url: world.proxy.url, cookie: world.desks.birch.session.cookie });
  const key = await freshSigningKey(globalThis.crypto);
  const me = await api.me.read.query();
  const party = me.organisation.party as Hash;
  const table = await readTable(api, world.collaboration);
  const own = need(
    table.datasets.find((one) => one.ownerName === 'Birch Credit'),
    'own dataset',
  );
  const material = await api.job.material.query({ job });
  const [card] = await api.party.cards.query({ parties: [party] });
  const without = <T extends { type: string; v: number }>({ type: _type, v: _v, ...rest }: T) =>
    rest;
  const manifest = without(own.manifest.value);
  const policy = without(own.policy.value);
  const spec = readSigned(JobSpec, material.jobSpec).value;
  const head = spec.headSeen;
  const approval = makeDocument(Approval, {
    decision: 'approve',
    jobHash: material.jobHash as Hash,
    broker: spec.broker,
    party,
    card: own.policy.name,
    datasets: [own.manifest.value.dataset],
    instance: head.entry,
    headSeen: head,
    sentence: { locale: 'en', digest: head.entry },
    rho: '0/1',
    expires: spec.expires,
    nonce: nonce(),
  } as never);
  const withdrawal = makeDocument(Withdrawal, {
    broker: spec.broker,
    party,
    target: { kind: 'dataset', name: own.manifest.value.dataset },
    reason: 'stolen',
  });
  return {
    world,
    api,
    job,
    manifest: own.manifest.name,
    documents: {
      card: await nextCard({ party, card: need(card, 'card') }, {}, [key]),
      manifest: await signDocument(
        'DatasetManifest',
        makeDocument(DatasetManifest, {
          ...manifest,
          version: manifest.version + 1,
          previous: own.manifest.name,
        }),
        key,
      ),
      policy: await signDocument(
        'UsagePolicy',
        makeDocument(UsagePolicy, { ...policy, seq: policy.seq + 1, previous: own.policy.name }),
        key,
      ),
      jobSpec: await signDocument(
        'JobSpec',
        makeDocument(JobSpec, { ...without(spec), analyst: party, nonce: nonce() }),
        key,
      ),
      approval: await signDocument('Approval', approval, key),
      withdrawal: await signDocument('Withdrawal', withdrawal, key),
    },
  };
}

/** What the platform says: OK, or the code and place of its refusal. */
export async function saidTo(work: () => Promise<unknown>): Promise<string> {
  try {
    await work();
    return 'OK';
  } catch (error) {
    if (!(error instanceof TRPCClientError)) throw error;
    const fault = faultOf(error);
    return `${fault?.code ?? error.message} ${fault?.place ?? ''}`.trim();
  }
}

export interface SessionCase {
  readonly said: string;
  readonly ask: (stolen: Stolen) => Promise<unknown>;
}

/**
 * Each procedure that changes something, by its path. OK stands where nothing signed is asked for.
 */
export const sessionCases: Readonly<Record<string, SessionCase>> = {
  'organisation.publishCard': {
    said: 'BAD_INPUT signature',
    ask: ({ api, documents }) => api.organisation.publishCard.mutate({ card: documents.card }),
  },
  'dataset.register': {
    said: 'BROKER_REFUSED SIGNATURE',
    ask: ({ api, documents: { manifest, policy }, world }) =>
      api.dataset.register.mutate({
        collaboration: world.collaboration,
        name: 'stolen',
        manifest,
        policy,
        grant: {
          kind: 'grant',
          manifest: readSigned(DatasetManifest, manifest).name,
          header: toBase64Url(new Uint8Array(8)),
          file: toBase64Url(new Uint8Array(8)),
        },
        digests: toBase64Url(concatBytes(new Uint8Array(32))),
      }),
  },
  'policy.publish': {
    said: 'BAD_INPUT signature',
    ask: ({ api, documents }) => api.policy.publish.mutate({ policy: documents.policy }),
  },
  'dataset.withdraw': {
    said: 'BROKER_REFUSED SIGNATURE',
    ask: ({ api, documents }) =>
      api.dataset.withdraw.mutate({ withdrawals: [documents.withdrawal] }),
  },
  'job.submit': {
    said: 'BAD_INPUT signature',
    ask: ({ api, documents }) =>
      api.job.submit.mutate({ title: 'stolen', jobSpec: documents.jobSpec }),
  },
  'job.decide': {
    said: 'BAD_INPUT signature',
    ask: ({ api, documents, job }) => api.job.decide.mutate({ job, approval: documents.approval }),
  },
  'broker.ask': {
    said: 'NOT_ALLOWED submit',
    ask: ({ api, documents }) => {
      const request = { kind: 'submit', what: 'policy', document: documents.policy };
      return api.broker.ask.mutate({ request: toBase64Url(canonicalBytes(request)) });
    },
  },
  'job.cancel': {
    said: 'NOT_FOUND',
    ask: ({ api, job }) => api.job.cancel.mutate({ job }),
  },
  'job.saveDraft': {
    said: 'OK',
    ask: ({ api, world: { collaboration } }) =>
      api.job.saveDraft.mutate({ collaboration, title: 'stolen', template: 'overlap', values: {} }),
  },
  'collaboration.create': {
    said: 'OK',
    ask: async ({ api }) => {
      const { organisation } = await api.me.read.query();
      const fields = { name: 'stolen', parties: [organisation.party as Hash], nonce: nonce() };
      const { bytes } = makeDocument(Collaboration, fields);
      return api.collaboration.create.mutate({ document: toBase64Url(bytes) });
    },
  },
  'collaboration.answer': {
    said: 'NOT_FOUND',
    ask: ({ api, world: { collaboration } }) =>
      api.collaboration.answer.mutate({ collaboration, answer: 'joined' }),
  },
  'organisation.invite': {
    said: 'OK',
    ask: ({ api }) =>
      api.organisation.invite.mutate({ email: 'thief@elsewhere.example', roles: ['owner'] }),
  },
  'organisation.endSessions': {
    said: 'NOT_FOUND',
    ask: ({ api }) => api.organisation.endSessions.mutate({ person: nobody }),
  },
  'organisation.dropPending': {
    said: 'NOT_FOUND',
    ask: ({ api, manifest }) => api.organisation.dropPending.mutate({ subject: manifest }),
  },
  'organisation.dropKeyRequest': {
    said: 'NOT_FOUND',
    ask: ({ api }) => api.organisation.dropKeyRequest.mutate({ person: nobody }),
  },
  'organisation.requestKeys': {
    // Whoever lets keys in compares the words with the colleague.
    said: 'OK',
    ask: async ({ api, manifest }) => {
      const secrets = await freshPartySecrets(globalThis.crypto, 0);
      const key = await freshSigningKey(globalThis.crypto);
      const approver = {
        ...{ keyId: key.keyId, alg: 'ed25519' as const, publicKey: toBase64Url(key.publicKey) },
        ...{ independent: true, holder: 'thief' },
      };
      const request = await makeKeyRequest(globalThis.crypto, manifest, approver, secrets);
      return api.organisation.requestKeys.mutate({ request: toBase64Url(request) });
    },
  },
  'job.addNote': {
    said: 'OK',
    ask: ({ api, job }) => api.job.addNote.mutate({ job, text: 'stolen' }),
  },
  'me.addKeyFile': {
    said: 'OK',
    ask: ({ api }) =>
      api.me.addKeyFile.mutate({
        kind: 'passphrase',
        label: 'stolen',
        file: toBase64Url(new TextEncoder().encode('age-encryption.org/v1\n')),
      }),
  },
  'me.saveClientState': {
    said: 'OK',
    ask: async ({ api }) => {
      const kept = await api.me.clientState.query();
      const file = toBase64Url(new Uint8Array(64));
      return api.me.saveClientState.mutate({ revision: kept?.revision ?? 0, file });
    },
  },
  'reference.propose': {
    // Nothing follows from a proposal: the owner who adopts it reads and signs it.
    said: 'OK',
    ask: ({ api }) => {
      const change = { kind: 'deny-advisories' as const, advisories: ['INTEL-SA-00615'] };
      const { bytes } = makeReferenceProposal({ title: 'stolen', reason: 'stolen', change });
      return api.reference.propose.mutate({ document: toBase64Url(bytes) });
    },
  },
  'reference.retract': {
    said: 'NOT_FOUND',
    ask: ({ api, manifest }) => api.reference.retract.mutate({ proposal: manifest }),
  },
  'dataset.erase': {
    said: 'OK',
    ask: ({ api, manifest }) => api.dataset.erase.mutate({ manifest }),
  },
};

/** What only keys can make: counted before and after. */
export async function signedThings({ db }: CanaryWorld): Promise<unknown> {
  const { rows } = await db.query(
    `select type, count(*)::int from "Document" group by type order by type`,
  );
  const records = await db.query('select count(*)::int from "BrokerRecord"');
  return [rows, records.rows];
}
