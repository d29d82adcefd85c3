// What may be said about a job, and until when.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endStates } from '#server/domain/job-state.ts';
import { addNote, listNotes } from '#server/services/discuss.ts';
import { openPlatformWorld, type PlatformWorld } from '../../support/platform-world.ts';

let world: PlatformWorld;

beforeAll(async () => {
  world = await openPlatformWorld();
});
afterAll(() => world.close());

const moveTo = (state: 'AWAITING_APPROVALS' | (typeof endStates)[number]) =>
  world.platform.db.job.update({ where: { id: world.ours.job }, data: { state } });

const say = (text: string, narrower?: { readonly withoutGrouping: boolean }) =>
  addNote(world.platform, world.ours.actor(['owner']), { job: world.ours.job, text, narrower });

const said = async () => {
  const notes = await listNotes(world.platform, world.ours.actor(['owner']), world.ours.job);
  return notes.map((note) => note.text);
};

describe('a note', () => {
  it('is heard while the job waits', async () => {
    await say('Which regions?');
    expect(await said()).toEqual(['Which regions?']);
  });

  it.each(endStates)(
    'is refused once the job is %s, and those before stay readable',
    async (end) => {
      await moveTo(end);
      await expect(say('Too late.')).rejects.toThrow(`CONFLICT (${end})`);
      expect(await said()).toEqual(['Which regions?']);
      await moveTo('AWAITING_APPROVALS');
    },
  );

  it('cannot propose something narrower for a job that has ended', async () => {
    await moveTo('DENIED');
    await expect(say('', { withoutGrouping: true })).rejects.toThrow('CONFLICT (DENIED)');
    await moveTo('AWAITING_APPROVALS');
    await say('', { withoutGrouping: true });
    expect(await said()).toEqual(['Which regions?', '']);
  });
});
