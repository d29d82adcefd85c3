// The hostile list again, by whoever runs the platform: rows changed in the real PostgreSQL, files
// in the blob store, workers and brokers at the real door. Each row: what is done, and what must
// come of it.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appRouter } from '#server/api/router.ts';
import { root } from '../support/lab-world.ts';
import { openCanaryWorld, type CanaryWorld } from './canary-world.ts';
import { brokerCases, lastCases } from './hostile/broker-cases.ts';
import { cardCases, memoryCases } from './hostile/card-cases.ts';
import type { Case } from './hostile/case.ts';
import { jobCases } from './hostile/job-cases.ts';
import { ask, decide } from './hostile/participants.ts';
import { resultCases } from './hostile/result-cases.ts';
import { saidTo, sessionCases, signedThings, stealSession } from './hostile/session-cases.ts';
import { strangerCases } from './hostile/stranger-cases.ts';
import { workerCases } from './hostile/worker-cases.ts';

const isBuilt = existsSync(join(root, '.next/BUILD_ID'));
const why = isBuilt ? '' : ' [the pages are not built: run npm test whole]';

const groups = [...jobCases, resultCases, memoryCases, workerCases, cardCases, brokerCases];

describe.skipIf(!isBuilt)(`a hostile operator${why}`, () => {
  let world: CanaryWorld;
  beforeAll(async () => {
    world = await openCanaryWorld();
  }, 240_000);
  afterAll(() => world.close());

  const prove = (cases: readonly Case[]) => {
    it.each(cases.map((one) => [one.name, one.outcome, one.attack] as const))(
      '%s → %s',
      async (_name, outcome, attack) => {
        expect(await attack(world)).toBe(outcome);
      },
    );
  };

  describe.each(groups)('who lies about %s', (_what, cases) => prove(cases));

  describe.each([strangerCases])('who asks for %s', (_what, cases) => prove(cases));

  describe('who has a stolen session', () => {
    it('finds every procedure that changes something looked at here', () => {
      const procedures = Object.entries(appRouter._def.procedures) as unknown as readonly [
        string,
        { readonly _def: { readonly type: string } },
      ][];
      const changing = procedures.filter(([, { _def }]) => _def.type === 'mutation');
      // One needs no session, the other ends it.
      const apart = ['invitation.accept', 'me.endSessions'];
      const told = [...Object.keys(sessionCases), ...apart].sort();
      expect(changing.map(([path]) => path).sort()).toEqual(told);
    });

    it('gets nothing signed out of any of them, and no job runs', async () => {
      const job = await ask(world);
      await decide(world, 'alder', job);
      const stolen = await stealSession(world, job);
      const before = await signedThings(world);
      const said: Record<string, string> = {};
      for (const [path, { ask: work }] of Object.entries(sessionCases)) {
        said[path] = await saidTo(() => work(stolen));
      }
      const wanted = Object.entries(sessionCases).map(([path, one]) => [path, one.said] as const);
      expect(said).toEqual(Object.fromEntries(wanted));
      expect(await signedThings(world)).toEqual(before);
      const { state } = await world.desks.bureau.api.job.read.query({ job });
      expect(state).toBe('AWAITING_APPROVALS');
    });
  });

  describe.each([lastCases])('who lies about %s', (_what, cases) => prove(cases));
});
