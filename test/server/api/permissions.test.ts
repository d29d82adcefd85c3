// The matrix of roles, procedures and tenants, made from what the router declares: a procedure that
// is added without a permission, or without a line for other people's things, fails here.

import { TRPCError } from '@trpc/server';
import superjson from 'superjson';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeDocument, toBase64Url, Approval } from '#enclave/protocol/index.ts';
import { appRouter } from '#server/api/router.ts';
import { createCallerFactory, type ProcedureMeta } from '#server/api/trpc.ts';
import { permissions, roles, type Permission, type Role } from '#server/domain/permissions.ts';
import type { Actor } from '#server/services/platform.ts';
import {
  nothing,
  openPlatformWorld,
  type PlatformWorld,
  type Tenant,
} from '../../support/platform-world.ts';

interface Declared {
  readonly path: string;
  readonly type: string;
  readonly permission: Permission | 'public' | undefined;
}

interface ProcedureDef {
  readonly _def: { readonly type: string; readonly meta?: ProcedureMeta };
}

const procedures: readonly Declared[] = Object.entries(
  appRouter._def.procedures as unknown as Record<string, ProcedureDef>,
).map(([path, { _def }]) => ({ path, type: _def.type, permission: _def.meta?.permission }));
const forMembers = procedures.filter((one) => one.permission !== 'public');

let world: PlatformWorld;
beforeAll(async () => {
  world = await openPlatformWorld();
});
afterAll(() => world.close());

const createCaller = createCallerFactory(appRouter);

/** Calls by path, with whatever input; the outcome as a tRPC code, or OK. */
async function outcome(path: string, actor: Actor | null, input: unknown): Promise<string> {
  const caller: unknown = createCaller({ platform: world.platform, actor });
  const call = path
    .split('.')
    .reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], caller) as (
    input: unknown,
  ) => Promise<unknown>;
  try {
    const answer = await call(input);
    if (typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer) {
      const events = (answer as AsyncIterable<unknown>)[Symbol.asyncIterator]();
      await events.next();
      await events.return?.();
    }
    return 'OK';
  } catch (error) {
    if (error instanceof TRPCError) return error.code;
    throw error;
  }
}

describe('every procedure', () => {
  it('is looked at here', () => {
    expect(procedures.length).toBeGreaterThan(30);
  });

  it('declares a permission or that it is public', () => {
    expect(procedures.filter((one) => one.permission === undefined)).toEqual([]);
  });

  it('is public only where people without an account have business', () => {
    const open = procedures.filter((one) => one.permission === 'public').map((one) => one.path);
    expect(open.sort()).toEqual(['invitation.accept', 'invitation.read']);
  });

  it('of the table carries a permission that some procedure asks for', () => {
    const asked = new Set(procedures.map((one) => one.permission));
    const other: readonly Permission[] = ['result:read'];
    const unused = (Object.keys(permissions) as Permission[]).filter(
      (one) => !asked.has(one) && !other.includes(one),
    );
    expect(unused).toEqual([]);
  });
});

describe('without a session', () => {
  it.each(forMembers.map((one) => one.path))('%s refuses', async (path) => {
    expect(await outcome(path, null, {})).toBe('UNAUTHORIZED');
  });
});

const pairs = forMembers.flatMap(({ path, permission }) =>
  roles.map((role) => [path, role, permission] as const),
);

describe('by role', () => {
  it.each(pairs)('%s, asked by %s', async (path, role, permission) => {
    const carriers: readonly Role[] =
      permission === 'public' || permission === undefined ? [] : permissions[permission];
    const said = await outcome(path, world.ours.actor([role]), { unknown: 'field' });
    if (carriers.includes(role)) expect(said).not.toBe('FORBIDDEN');
    else expect(said).toBe('FORBIDDEN');
  });

  it.each(forMembers.map((one) => one.path))(
    '%s refuses a person without any role',
    async (path) => {
      expect(await outcome(path, world.ours.actor([]), {})).toBe('FORBIDDEN');
    },
  );
});

function approvalOf(tenant: Tenant) {
  const doc = makeDocument(Approval, {
    decision: 'approve',
    jobHash: nothing.hash,
    broker: nothing.hash,
    party: tenant.party,
    card: nothing.hash,
    datasets: [nothing.hash],
    instance: nothing.hash,
    headSeen: { broker: nothing.hash, index: 0, entry: nothing.hash },
    sentence: { locale: 'en', digest: nothing.hash },
    rho: '0/1',
    expires: 1,
    nonce: toBase64Url(new Uint8Array(32)),
  } as never);
  return { document: toBase64Url(doc.bytes), signatures: [] };
}

/** For each procedure that names a thing: how another organisation would ask for it. */
const foreign: Readonly<Record<string, (their: Tenant) => unknown>> = {
  'collaboration.read': (t) => ({ collaboration: t.collaboration }),
  'collaboration.answer': (t) => ({ collaboration: t.collaboration, answer: 'joined' }),
  'dataset.list': (t) => ({ collaboration: t.collaboration }),
  'dataset.read': (t) => ({ dataset: t.dataset }),
  'dataset.sealedHeader': (t) => ({ manifest: t.manifest }),
  'dataset.erase': (t) => ({ manifest: t.manifest }),
  'job.list': (t) => ({ collaboration: t.collaboration }),
  'job.read': (t) => ({ job: t.job }),
  'job.material': (t) => ({ job: t.job }),
  'job.proofLog': (t) => ({ job: t.job }),
  'job.watch': (t) => ({ job: t.job }),
  'job.notes': (t) => ({ job: t.job }),
  'job.addNote': (t) => ({ job: t.job, text: 'x' }),
  'job.cancel': (t) => ({ job: t.job }),
  'job.decide': (t) => ({ job: t.job, approval: approvalOf(t) }),
  'job.saveDraft': (t) => ({
    id: t.draft,
    collaboration: t.collaboration,
    title: 'x',
    template: 'overlap',
    values: {},
  }),
  'organisation.endSessions': (t) => ({ person: t.personId }),
  'organisation.dropPending': (t) => ({ subject: t.dataset }),
  'organisation.dropKeyRequest': (t) => ({ person: t.personId }),
  'evidence.read': (t) => ({ evidence: t.evidence }),
  'reference.retract': (t) => ({ proposal: t.proposal }),
};

/** Procedures that name nothing of anybody, or documents whose signers are checked instead. */
const withoutTenant = [
  'me.read',
  'me.endSessions',
  'me.keyFiles',
  'me.addKeyFile',
  'me.clientState',
  'me.saveClientState',
  'organisation.read',
  'organisation.publishCard',
  'organisation.invite',
  'organisation.keyChanges',
  'organisation.requestKeys',
  'collaboration.list',
  'collaboration.create',
  'party.list',
  'party.cards',
  'broker.genesis',
  'broker.ask',
  'dataset.register',
  'dataset.withdraw',
  'policy.publish',
  'job.recent',
  'job.inbox',
  'job.submit',
  'fleet.list',
  'evidence.recent',
  'reference.list',
  'reference.propose',
  'activity.list',
];

const missing: Tenant = {
  organisationId: nothing.uuid,
  personId: nothing.uuid,
  party: nothing.hash,
  collaboration: nothing.hash,
  dataset: nothing.hash,
  manifest: nothing.hash,
  job: nothing.uuid,
  draft: nothing.uuid,
  evidence: nothing.hash,
  proposal: nothing.hash,
  actor: () => {
    throw new Error('nobody');
  },
};

describe('what belongs to others', () => {
  it('is asked for by every procedure here, or by none of its inputs', () => {
    const told = [...Object.keys(foreign), ...withoutTenant].sort();
    expect(told).toEqual(forMembers.map((one) => one.path).sort());
  });

  it.each(Object.entries(foreign))(
    'is not found by %s, as what is not there',
    async (path, ask) => {
      const actor = world.ours.actor(roles);
      expect(await outcome(path, actor, ask(world.theirs))).toBe('NOT_FOUND');
      expect(await outcome(path, actor, ask(missing))).toBe('NOT_FOUND');
    },
  );

  it.each([
    'collaboration.read',
    'dataset.list',
    'dataset.read',
    'job.list',
    'job.read',
    'evidence.read',
    'reference.retract',
  ])('is found by %s for its own people', async (path) => {
    expect(await outcome(path, world.theirs.actor(roles), foreign[path]?.(world.theirs))).not.toBe(
      'NOT_FOUND',
    );
  });

  it('hides a draft from a colleague', async () => {
    const colleague = { ...world.theirs.actor(roles), personId: nothing.uuid };
    expect(await outcome('job.read', colleague, { job: world.theirs.draft })).toBe('NOT_FOUND');
    expect(
      await outcome('job.read', world.theirs.actor(roles), { job: world.theirs.draft }),
    ).not.toBe('NOT_FOUND');
  });

  it('does not show in lists, inbox, drafts or activity', async () => {
    const caller = createCaller({ platform: world.platform, actor: world.ours.actor(roles) });
    const seen = superjson.stringify([
      await caller.collaboration.list(),
      await caller.dataset.list({}),
      await caller.job.recent(),
      await caller.job.inbox(),
      await caller.activity.list({}),
      await caller.organisation.read(),
      await caller.evidence.recent(),
      await caller.reference.list(),
    ]);
    expect(seen).toContain('ours');
    expect(seen).not.toContain('theirs');
  });
});
