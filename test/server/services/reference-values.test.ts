// What admins propose, who sees it, and what is refused at the door.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { utf8 } from '#enclave/protocol/index.ts';
import { listProposals, propose, retract } from '#server/services/reference-values.ts';
import { aProposal, openPlatformWorld, type PlatformWorld } from '../../support/platform-world.ts';

let world: PlatformWorld;

beforeAll(async () => {
  world = await openPlatformWorld();
});
afterAll(() => world.close());

const admin = () => world.ours.actor(['admin']);
const listed = async (actor = admin()) =>
  (await listProposals(world.platform, actor)).map(({ name, own, retractedAt }) => ({
    name,
    own,
    isOpen: retractedAt === null,
  }));

describe('a proposal of reference values', () => {
  it('is listed under the hash of its bytes, and stands once', async () => {
    const { bytes, name } = aProposal('new patch');
    expect(await propose(world.platform, admin(), bytes)).toEqual({ name });
    expect(await listed()).toContainEqual({ name, own: true, isOpen: true });
    await expect(propose(world.platform, admin(), bytes)).rejects.toThrow('CONFLICT (proposed)');
  });

  it.each([
    ['no proposal', utf8('{"title":"x"}')],
    ['bytes behind it', utf8(`${new TextDecoder().decode(aProposal('trailing').bytes)} `)],
    ['an unknown field', utf8('{"change":{},"more":1,"reason":"x","title":"x"}')],
    ['nothing', new Uint8Array()],
  ])('is refused if it is %s', async (_what, bytes) => {
    const before = await listed();
    await expect(propose(world.platform, admin(), bytes)).rejects.toThrow('BAD_INPUT');
    expect(await listed()).toEqual(before);
  });

  it('is seen by organisations of one collaboration, and taken back by its own only', async () => {
    expect((await listed()).map(({ name }) => name)).not.toContain(world.theirs.proposal);
    await world.platform.db.membership.create({
      data: {
        collaborationId: world.ours.collaboration,
        organisationId: world.theirs.organisationId,
        state: 'joined',
      },
    });
    const theirs = { name: world.theirs.proposal, own: false, isOpen: true };
    expect(await listed()).toContainEqual(theirs);
    await expect(retract(world.platform, admin(), theirs.name)).rejects.toThrow('NOT_FOUND');
    await retract(world.platform, world.theirs.actor(['admin']), theirs.name);
    expect(await listed()).toContainEqual({ ...theirs, isOpen: false });
  });

  it('cannot be taken back twice', async () => {
    await expect(
      retract(world.platform, world.theirs.actor(['admin']), world.theirs.proposal),
    ).rejects.toThrow('NOT_FOUND');
  });

  it('is one too many after 64 open ones, which those taken back do not push out of sight', async () => {
    const { bytes, name } = aProposal('taken back last');
    await propose(world.platform, admin(), bytes);
    await retract(world.platform, admin(), name);
    const states = (await listed()).map(({ isOpen }) => isOpen);
    expect(states.lastIndexOf(true)).toBeLessThan(states.indexOf(false));
    const open = async () => (await listed()).filter((one) => one.own && one.isOpen).length;
    for (let n = await open(); n < 64; n++) {
      await propose(world.platform, admin(), aProposal(`proposal ${n}`).bytes);
    }
    const more = aProposal('one too many');
    await expect(propose(world.platform, admin(), more.bytes)).rejects.toThrow(
      'CONFLICT (too many proposals)',
    );
    expect(await open()).toBe(64);
  });
});
