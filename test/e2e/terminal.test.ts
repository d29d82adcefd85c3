// The same job from two terminals: whoever does not want to trust the platform's pages does all of it with
// the command, which knows the code of its own build.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDemo, type RunningDemo } from './platform.ts';

const root = resolve(import.meta.dirname, '../..');
const isBuilt = existsSync(join(root, '.next/BUILD_ID'));
const why = isBuilt ? '' : ' [the pages are not built: run npm test whole]';

describe.skipIf(!isBuilt)(`from the terminal${why}`, () => {
  let demo: RunningDemo;
  const folder = mkdtempSync(join(tmpdir(), 'parley-terminal-'));
  const at = (name: string) => join(folder, name);

  function parley(who: string, ...args: readonly string[]) {
    const session = ['--session', at(`${who}.session`)];
    const needsKeys =
      !['login', 'party', 'dataset', 'job'].includes(args[0] ?? '') || args[1] === 'submit';
    const keys = needsKeys
      ? ['--identity', at(`${who}.keys`), '--passphrase-file', at('phrase')]
      : [];
    const run = spawnSync(
      process.execPath,
      [
        '--disable-warning=ExperimentalWarning',
        join(root, 'dist/parley.cjs'),
        ...args,
        ...session,
        ...keys,
      ],
      { encoding: 'utf8', timeout: 60_000 },
    );
    return { code: run.status, out: run.stdout, words: run.stderr };
  }

  beforeAll(async () => {
    demo = await startDemo();
    writeFileSync(at('password'), demo.password);
    writeFileSync(at('phrase'), demo.phrase);
    for (const [who, email] of [
      ['analyst', 'analyst@bureau.example'],
      ['alder', 'owner@alder.example'],
      ['birch', 'owner@birch.example'],
    ] as const) {
      expect(parley(who, 'login', demo.url, email, '--password-file', at('password')).code).toBe(0);
      expect(parley(who, 'party', 'keys', '--out', at(`${who}.keys`)).code).toBe(0);
    }
  }, 180_000);
  afterAll(async () => {
    await demo.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const seeded = () => {
    const shown: unknown = JSON.parse(parley('analyst', 'party', 'show', '--json').out);
    const { collaborations } = shown as { collaborations: { id: string }[] };
    return collaborations[0]?.id ?? '';
  };

  it('a wrong password signs nobody in', () => {
    writeFileSync(at('wrong'), 'not it');
    const run = parley(
      'nobody',
      'login',
      demo.url,
      'analyst@bureau.example',
      '--password-file',
      at('wrong'),
    );
    expect(run.code).toBe(2);
    expect(run.words).toContain('does not know this e-mail and password');
    expect(existsSync(at('nobody.session'))).toBe(false);
  });

  it('doctor verifies the key broker with this program’s own build', () => {
    const run = parley('alder', 'doctor');
    expect(run.out).toMatch(/ok\s+broker .*verified here.*SIMULATED/);
    expect(run.out).toMatch(/ok\s+keys/);
    expect(run.code).toBe(0);
  });

  it('a job is submitted, reviewed, approved only with its whole hash, run, and opened after its proof', () => {
    const collaboration = seeded();
    const lines = parley('analyst', 'job', 'aliases', '--collaboration', collaboration).out.split(
      '\n',
    );
    const dataset = (name: RegExp) => {
      const [alias = '', id = ''] = (lines.find((line) => name.test(line)) ?? '').split(/\s+/);
      return { alias, id };
    };
    const [alder, birch] = [dataset(/^d\w+ .*Alder/), dataset(/^d\w+ .*Birch/)];
    const bureau = /party (\w+) .*Meridian/.exec(lines.join('\n'))?.[1] ?? '';
    const job = {
      collaboration,
      title: 'From the terminal',
      template: 'overlap',
      params: { left: alder.alias, right: birch.alias, segment: 'region' },
      datasets: [alder.id, birch.id],
      receivers: [bureau],
      entitiesMin: 20,
      days: 1,
    };
    writeFileSync(at('bad.json'), JSON.stringify({ ...job, entitiesMin: 5 }));
    const refused = parley('analyst', 'job', 'submit', at('bad.json'));
    expect(refused.words).toMatch(/FAIL smallest \(Alder Bank\): 5; allowed: 20/);
    expect(refused.code).toBe(1);
    writeFileSync(at('job.json'), JSON.stringify(job));
    const submitted = parley('analyst', 'job', 'submit', at('job.json'));
    expect(submitted.words).toContain('submitted');
    const id = submitted.out.trim();
    const shown = parley('alder', 'approve', id);
    expect(shown.out).toContain('Count how many persons are known to Alder Bank only');
    expect(shown.code).toBe(1);
    const hash = /job hash\s+(\w{64})/.exec(shown.out)?.[1] ?? '';
    expect(parley('alder', 'approve', id, '--yes', hash.slice(0, 12)).code).toBe(1);
    expect(parley('alder', 'approve', id, '--yes', hash).code).toBe(0);
    expect(parley('birch', 'approve', id, '--yes', hash).code).toBe(0);
    for (let tries = 0; tries < 40; tries++) {
      if (parley('analyst', 'job', 'show', id).out.includes('DELIVERED')) break;
    }
    const opened = parley('analyst', 'result', 'get', id, '--out', at('out'));
    expect(opened.out).toMatch(/Ashmoor\s+2,190\s+2,150\s+2,365/);
    expect(opened.code).toBe(0);
    expect(readFileSync(at('out/outputs.json'), 'utf8')).toContain('Ashmoor');
    const sealed = parley('alder', 'result', 'get', id);
    expect(sealed.code).toBe(2);
    expect(sealed.words).toContain('IDENTITY_WRONG');
  });

  it('a deny is final', () => {
    const collaboration = seeded();
    writeFileSync(
      at('again.json'),
      JSON.stringify({
        ...(JSON.parse(readFileSync(at('job.json'), 'utf8')) as object),
        title: 'Again',
      }),
    );
    const id = parley('analyst', 'job', 'submit', at('again.json')).out.trim();
    expect(parley('birch', 'deny', id).words).toContain('--reason');
    expect(parley('birch', 'deny', id, '--reason', 'not-now').code).toBe(0);
    expect(parley('analyst', 'job', 'list', '--collaboration', collaboration).out).toMatch(
      /DENIED\s+Again/,
    );
    expect(parley('alder', 'approve', id, '--yes', 'x').code).not.toBe(0);
  });
});
