// What is measured can be built again by anybody, from any folder; and what is measured is all
// there is: no variable of the environment decides anything.

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSettings } from '#enclave/launch/settings.ts';
import { bundles, root } from '../../support/lab-world.ts';

const folder = mkdtempSync(join(tmpdir(), 'parley-build-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const sources = [
  'app',
  'enclave-jobs',
  'server',
  ...readdirSync(root).filter((name) => /^(package|tsconfig.*)\.json$/.test(name)),
];

/** A copy of the sources, built there by its own build file. Packages are the installed ones. */
function buildCopy(name: string): string {
  const copy = join(folder, name);
  mkdirSync(copy, { recursive: true });
  for (const one of sources) cpSync(join(root, one), join(copy, one), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  const script = 'import("./server/setup/build.mjs").then((build) => build.buildAll())';
  const run = spawnSync(process.execPath, ['-e', script], { cwd: copy, encoding: 'utf8' });
  if (run.status !== 0) throw new Error(run.stderr);
  return join(copy, 'dist/enclave');
}

/** SHA-256 by file below a folder. */
function digestsBelow(from: string): Record<string, string> {
  const files = readdirSync(from, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return Object.fromEntries(
    files.map((file) => [
      relative(from, file),
      createHash('sha256').update(readFileSync(file)).digest('hex'),
    ]),
  );
}

/** As bootstrap.mjs stamps a build: this checkout's dist/ may be older than its sources. */
function isBuildFresh(): boolean {
  const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest('hex');
  const below = (from: string): string[] =>
    readdirSync(from, { withFileTypes: true }).flatMap((entry) => {
      const file = join(from, entry.name);
      if (entry.isDirectory()) return below(file);
      return /\.(ts|tsx|mjs|css|svg|cjs)$/.test(entry.name) ? [file] : [];
    });
  const files = [
    ...['app', 'enclave-jobs', 'server'].flatMap((name) => below(join(root, name))),
    join(root, 'package-lock.json'),
  ].filter((file) => !file.startsWith(join(root, 'server/db/generated')));
  const now = sha256(
    files
      .sort()
      .map((file) => sha256(readFileSync(file)))
      .join(),
  );
  const stamp = join(root, 'dist/.stamp');
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === now;
}

describe('the enclave bundles', () => {
  let [here, there] = ['', ''];
  beforeAll(() => {
    here = buildCopy('a');
    there = buildCopy('b-with-a-much-longer-name/and/deeper');
  });

  it('are byte-identical from two folders', () => {
    const digests = digestsBelow(here);
    expect(Object.keys(digests).length).toBeGreaterThanOrEqual(8);
    expect(digestsBelow(there)).toEqual(digests);
  });

  it('name no folder of the machine that built them', () => {
    for (const file of Object.keys(digestsBelow(there))) {
      const text = readFileSync(join(there, file), 'utf8');
      expect(text.includes(folder) || text.includes(root)).toBe(false);
    }
  });

  const fresh = isBuildFresh();
  const why = fresh ? '' : ' [dist/ is older than the sources]';
  (fresh ? it : it.skip)(`are those of this checkout${why}`, () => {
    expect(digestsBelow(bundles)).toEqual(digestsBelow(here));
  });
});

const good = {
  PARLEY_PLATFORM_URL: 'http://127.0.0.1:1',
  PARLEY_PLATFORM_TOKEN: 'token',
  PARLEY_STATE_FOLDER: '/nowhere',
};

function start(main: string, variables: Readonly<Record<string, string>>) {
  const run = spawnSync(process.execPath, [join(bundles, `${main}.cjs`)], {
    env: { ...variables } as NodeJS.ProcessEnv,
    encoding: 'utf8',
    timeout: 20_000,
  });
  return { code: run.status, out: run.stdout, words: run.stderr };
}

describe('the production broker', () => {
  it('does not start without a TEE that it knows, and says so', () => {
    const { code, out, words } = start('broker', good);
    expect(code).toBe(1);
    expect(out).toBe('');
    expect(words).toMatch(/^No TEE that this build knows: .* does not start .*\.\n$/);
  });
});

describe('the production worker', () => {
  it('does not start without a TEE, nor with one of a kind that it does not know', () => {
    const bare = start('worker', good);
    expect([bare.code, bare.out]).toEqual([1, '']);
    expect(bare.words).toMatch(/^worker: no TEE named by PARLEY_TEE: .*\n$/);
    for (const address of ['simulated:/nowhere', 'tsm', 'tsm:', '__proto__:x']) {
      const other = start('worker', { ...good, PARLEY_TEE: address });
      expect([other.code, other.out]).toEqual([1, '']);
      expect(other.words).toContain('a TEE is written as KIND:PLACE');
    }
  });
});

describe.each(['broker', 'worker'])('the production %s', (main) => {
  it('does not start under a variable that nobody measured', () => {
    const { code, words } = start(main, { ...good, PARLEY_DEBUG: '1' });
    expect(code).toBe(1);
    expect(words).toContain('PARLEY_DEBUG is not a setting of this program');
  });

  it('holds no simulated evidence', () => {
    const text = readFileSync(join(bundles, `${main}.cjs`), 'utf8');
    expect(text).not.toContain('protects nothing');
  });
});

describe.each(['broker-simulated', 'worker-simulated'])('%s', (main) => {
  it.each([
    ['NODE_OPTIONS', '--no-warnings'],
    ['NODE_EXTRA_CA_CERTS', '/nowhere'],
    ['LD_PRELOAD', ''],
    ['HTTP_PROXY', 'http://127.0.0.1:1'],
    ['PARLEY_ASSURANCE', 'hardware'],
    ['PARLEY_TEE', 'tpm:device:/dev/tpmrm0'],
  ])('does not start under %s', (name, value) => {
    const { code, words } = start(main, { ...good, [name]: value });
    expect(code).toBe(1);
    expect(words).toContain(`${name} is not a setting of this program`);
  });

  it('does not start without its settings, and names the one that is missing', () => {
    const { PARLEY_STATE_FOLDER: _, ...two } = good;
    const { code, words } = start(main, two);
    expect(code).toBe(1);
    expect(words).toContain('PARLEY_STATE_FOLDER is missing');
  });
});

describe('the settings', () => {
  it('are three addresses and nothing else', () => {
    expect(readSettings(good)).toEqual({
      platformUrl: good.PARLEY_PLATFORM_URL,
      platformToken: good.PARLEY_PLATFORM_TOKEN,
      stateFolder: good.PARLEY_STATE_FOLDER,
    });
  });

  it('allow what a shell always sets and what decides nothing', () => {
    expect(readSettings({ ...good, PATH: '/bin', PWD: '/', SHLVL: '1', _: 'node' })).toBeDefined();
  });

  it.each(Object.keys(good))('refuse to do without %s, and an empty one', (name) => {
    for (const value of [undefined, '']) {
      expect(() => readSettings({ ...good, [name]: value })).toThrow(`${name} is missing`);
    }
  });

  it.each(['NODE_OPTIONS', 'NODE_PATH', 'HOME', 'TZ', 'LANG', 'path', 'PARLEY_PLATFORM_URL2', ''])(
    'refuse the variable "%s"',
    (name) => {
      expect(() => readSettings({ ...good, [name]: 'x' })).toThrow(
        `environment variable ${name} is not a setting`,
      );
    },
  );

  it('never quote a value: it could be the token', () => {
    const secret = 'CANARY7F3A';
    for (const env of [{ ...good, EXTRA: secret }, { PARLEY_PLATFORM_TOKEN: secret }]) {
      expect(() => readSettings(env)).toThrow(expect.not.stringContaining(secret) as string);
    }
  });
});
