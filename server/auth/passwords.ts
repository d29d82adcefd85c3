// Passwords of the embedded default. The library's default is argon2id; the cost is what OWASP's
// cheat sheet asks (19 MiB, 2 passes, 1 lane).

import { hash, verify } from '@node-rs/argon2';

const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export function hashPassword(password: string): Promise<string> {
  return hash(password, cost);
}

let decoy: Promise<string> | undefined;

/** Takes as long for a stranger as for somebody who mistyped. */
export async function isPassword(stored: string | null, given: string): Promise<boolean> {
  decoy ??= hashPassword('nobody has this password');
  const matches = await verify(stored ?? (await decoy), given);
  return matches && stored !== null;
}
