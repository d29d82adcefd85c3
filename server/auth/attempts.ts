// Guessing passwords is slowed down, per address that is guessed at. In this process's memory:
// there is one web process, and a restart forgives.

import { RateLimiterMemory } from 'rate-limiter-flexible';

const attemptsMax = 10;
const windowSeconds = 15 * 60;

const attempts = new RateLimiterMemory({ points: attemptsMax, duration: windowSeconds });

/** The name that the sign-in page knows this refusal by. */
export const tooManyAttempts = 'TOO_MANY_ATTEMPTS';

/**
 * Takes one attempt before the password is looked at, so that guesses sent at once count as well.
 * Throws an Error named TOO_MANY_ATTEMPTS while the address has none left, right password or not.
 */
export async function takeAttempt(email: string): Promise<void> {
  try {
    await attempts.consume(email);
  } catch (cause) {
    throw new Error(tooManyAttempts, { cause });
  }
}

/** The right password gives its attempt back. */
export async function giveBackAttempt(email: string): Promise<void> {
  await attempts.reward(email);
}
