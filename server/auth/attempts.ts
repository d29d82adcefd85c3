// Guessing passwords is slowed down, per address that is guessed at. In this process's memory: there is one
// web process, and a restart forgives.

import { RateLimiterMemory } from 'rate-limiter-flexible';

const failuresMax = 10;
const windowSeconds = 15 * 60;

const failures = new RateLimiterMemory({ points: failuresMax, duration: windowSeconds });

/** The name that the sign-in page knows this refusal by. */
export const tooManyAttempts = 'TOO_MANY_ATTEMPTS';

/** Throws an Error named TOO_MANY_ATTEMPTS while the address has none left, right password or not. */
export async function requireAttemptsLeft(email: string): Promise<void> {
  const used = await failures.get(email);
  if (used !== null && used.consumedPoints >= failuresMax) throw new Error(tooManyAttempts);
}

export async function countFailure(email: string): Promise<void> {
  // Rejects for the one too many, which the next attempt is told.
  await failures.consume(email).catch(() => undefined);
}
