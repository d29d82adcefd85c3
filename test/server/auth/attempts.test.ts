import { describe, expect, it } from 'vitest';
import { giveBackAttempt, takeAttempt, tooManyAttempts } from '#server/auth/attempts.ts';

const taken = async (email: string, count: number) => {
  const all = await Promise.allSettled(Array.from({ length: count }, () => takeAttempt(email)));
  return all.filter((one) => one.status === 'fulfilled').length;
};

describe('attempts at an address', () => {
  it('are ten, also when they come at once', async () => {
    expect(await taken('at-once@elder.example', 25)).toBe(10);
    await expect(takeAttempt('at-once@elder.example')).rejects.toThrow(tooManyAttempts);
  });

  it('of one address are not those of another', async () => {
    await taken('one@elder.example', 10);
    expect(await taken('other@elder.example', 1)).toBe(1);
  });

  it('are given back by the right password', async () => {
    for (let signIn = 0; signIn < 15; signIn++) {
      await takeAttempt('right@elder.example');
      await giveBackAttempt('right@elder.example');
    }
    expect(await taken('right@elder.example', 12)).toBe(10);
  });
});
