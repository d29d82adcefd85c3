import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import {
  findSandbox,
  inspectSandbox,
  requireSandbox,
  type SandboxCommand,
  type SandboxFiles,
} from '#enclave/worker/index.ts';
import { engineLibraryFolders } from '#enclave/launch/measured-files.ts';
import { bundles } from '../../support/lab-world.ts';

const plaintext = mkdtempSync(join(tmpdir(), 'parley-memory-'));
afterAll(() => rmSync(plaintext, { recursive: true, force: true }));
const bundle = join(bundles, 'engine.cjs');
const files: SandboxFiles = {
  node: process.execPath,
  bundle,
  libraries: engineLibraryFolders(bundle),
  plaintext,
};

/** What a script finds out inside a sandbox. */
function inside({ prefix }: SandboxCommand, script: string): string {
  const [program = '', ...args] = prefix;
  const run = spawnSync(program, [...args, process.execPath, '-e', script], { encoding: 'utf8' });
  return run.stdout.trim();
}

const findings = `
  const fs = require('fs');
  const status = fs.readFileSync('/proc/self/status', 'utf8');
  const field = (name) => status.split('\\n').find((l) => l.startsWith(name + ':')).split(':')[1].trim();
  const devices = fs.readFileSync('/proc/net/dev', 'utf8').trim().split('\\n').slice(2).map((l) => l.split(':')[0].trim());
  fs.writeFileSync(${JSON.stringify(join(plaintext, 'row'))}, 'CANARY7F3A');
  console.log([field('CapEff'), field('CapBnd'), field('NoNewPrivs'), devices.join()].join(' '));
`;

describe.each(['bubblewrap', 'unshare'] as const)('the sandbox by %s', (name) => {
  const command = findSandbox(files, [name]);
  const here = command === null ? it.skip : it;
  const why = command === null ? ` [${name} does not work on this machine]` : '';

  here(`has its own network, no capability, no way to gain one${why}`, () => {
    if (command === null) return;
    expect(inside(command, findings)).toBe('0000000000000000 0000000000000000 1 lo');
  });

  here(`keeps what is written for the engine in memory: nothing is on disk${why}`, () => {
    if (command === null) return;
    inside(command, findings);
    expect(existsSync(join(plaintext, 'row'))).toBe(false);
  });

  here(`cannot connect, not even to this machine${why}`, () => {
    if (command === null) return;
    const script = `
      const s = require('net').connect({ host: '192.0.2.1', port: 9 });
      s.on('error', (e) => console.log(e.code)); s.on('connect', () => console.log('connected'));`;
    expect(inside(command, script)).toBe('ENETUNREACH');
  });
});

describe('the proof from inside', () => {
  it('does not hold in this very process, which has a network', async () => {
    const found = await inspectSandbox();
    expect(found.some((one) => !one.holds)).toBe(true);
    expect(() => requireSandbox(found)).toThrow('SANDBOX');
  });

  it('refuses for each finding alone', () => {
    const ids = ['network', 'capabilities', 'no-new-privileges', 'canary'] as const;
    const good = ids.map((id) => ({ id, holds: true, about: '' }));
    expect(() => requireSandbox(good)).not.toThrow();
    for (const broken of ids) {
      const found = good.map((one) => (one.id === broken ? { ...one, holds: false } : one));
      expect(() => requireSandbox(found)).toThrow(broken);
    }
  });

  it('finds no sandbox where none is allowed', () => {
    expect(findSandbox(files, [])).toBeNull();
  });
});
