import { parseArgs } from 'node:util';
import { UsageError, exitCodes, note, print, type Command } from '../command.ts';
import { readPassphrase } from '../identity-file.ts';
import { platformOptions, saveSession } from '../platform-session.ts';
import { signIn } from '../session.ts';

const help = `parley login URL EMAIL --password-file FILE [--session FILE]

Signs in to a platform and keeps the session for the next commands. A session looks around and hands
signed documents in; it signs nothing.

Example:
  parley login http://localhost:3000 owner@alder.example --password-file pass.txt`;

async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { ...platformOptions, 'password-file': { type: 'string' } },
  });
  const [url, email, ...extra] = positionals;
  if (url === undefined || email === undefined || extra.length > 0) {
    throw new UsageError('login takes URL and EMAIL; see --help');
  }
  const password = readPassphrase(values['password-file']);
  if (password === undefined) throw new UsageError('login needs --password-file FILE');
  const path = saveSession(values, await signIn(url.replace(/\/$/, ''), email, password));
  note(`signed in as ${email}; the session is in ${path}`);
  print(url);
  return exitCodes.ok;
}

export const login: Command = { name: 'login', summary: 'sign in to a platform', help, run };
