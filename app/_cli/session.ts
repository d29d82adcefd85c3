// A session with a platform from the terminal: the same sign-in as the page's.

import * as z from 'zod';
import { UsageError } from './command.ts';

const csrfSchema = z.object({ csrfToken: z.string() });

function cookiesOf(response: Response): readonly string[] {
  return response.headers.getSetCookie().map((one) => one.split(';')[0] ?? '');
}

export interface Session {
  readonly url: string;
  readonly cookie: string;
}

/** Throws UsageError for wrong words and for a platform that does not answer. */
export async function signIn(url: string, email: string, password: string): Promise<Session> {
  const fetchOrSay = (path: string, init?: RequestInit) =>
    fetch(new URL(path, url), init).catch((cause: unknown) => {
      throw new UsageError(`no platform answers at ${url}`, { cause });
    });
  const asked = await fetchOrSay('/api/auth/csrf');
  const { csrfToken } = csrfSchema.parse(await asked.json());
  const given = await fetchOrSay('/api/auth/callback/password', {
    method: 'POST',
    redirect: 'manual',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      cookie: cookiesOf(asked).join('; '),
    },
    body: new URLSearchParams({ csrfToken, email, password, json: 'true' }),
  });
  const cookie = cookiesOf(given).find((one) => one.includes('session-token='));
  if (cookie === undefined) throw new UsageError(`${url} does not know this e-mail and password`);
  return { url, cookie };
}
