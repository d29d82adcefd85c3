// The terminal at a desk: the built command, with that desk's session and keys.

import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bytesOf } from '#enclave/protocol/index.ts';
import { root } from '../../support/lab-world.ts';
import { phrase, type CanaryWorld, type PartyName } from '../canary-world.ts';

export interface Spoken {
  readonly code: number;
  readonly out: string;
}

function run(args: readonly string[]): Promise<Spoken> {
  const program = ['--disable-warning=ExperimentalWarning', join(root, 'dist/parley.cjs')];
  return new Promise((done) => {
    const child = execFile(process.execPath, [...program, ...args], (_error, out, words) => {
      done({ code: child.exitCode ?? -1, out: `${out}${words}` });
    });
  });
}

export async function parley(
  { desks }: CanaryWorld,
  name: PartyName,
  ...args: readonly string[]
): Promise<Spoken> {
  const { session, api } = desks[name];
  const folder = mkdtempSync(join(tmpdir(), 'parley-desk-'));
  const at = (file: string) => join(folder, file);
  const [keys] = await api.me.keyFiles.query();
  writeFileSync(at('session'), JSON.stringify(session));
  writeFileSync(at('keys'), bytesOf(keys?.file ?? ''));
  writeFileSync(at('phrase'), phrase);
  try {
    const here = ['--session', at('session'), '--identity', at('keys')];
    return await run([...args, ...here, '--passphrase-file', at('phrase')]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
