// Images are descriptions that nobody can run here. What can be held: each carries exactly the
// measured files, and its page names fields that a policy has.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { measureFiles } from '#enclave/attestation/measure.ts';
import { workerFiles } from '#enclave/launch/measured-files.ts';
import { readHardwareSettings } from '#enclave/launch/settings.ts';
import { sgxDcap, tdx } from '#enclave/protocol/documents/platforms/intel.ts';
import { nitroEnclave } from '#enclave/protocol/documents/platforms/nitro.ts';
import { sevSnp } from '#enclave/protocol/documents/platforms/sev-snp.ts';
import { bundles, root } from '../../support/lab-world.ts';

const images = join(root, 'enclave-jobs/images');
const read = (name: string) => readFileSync(join(images, name), 'utf8');
const measured = workerFiles(join(bundles, 'worker.cjs'), join(bundles, 'engine.cjs'));
const linux = process.platform === 'linux' && process.arch === 'x64';

/** The files that a description puts below /opt/parley, each by its whole path there. */
function carried(text: string, line: RegExp): string[] {
  return [...text.matchAll(line)].map(([, path = '']) => path).sort();
}

const bindings = 'node_modules/@duckdb/node-bindings-linux-x64';
const expected = [
  'agent.cjs',
  'engine.cjs',
  'node',
  `${bindings}/duckdb.node`,
  `${bindings}/libduckdb.so`,
];

const descriptions = [
  ['gramine/worker.manifest.template', /^ {2}"file:stage\/opt\/parley\/(.*)",$/gm],
  ['occlum/bom.yaml', /^ +- \.\.\/stage\/opt\/parley\/(.*)$/gm],
  ['confidential-vm/mkosi.conf', /^ +stage\/opt\/parley\/(.*):\/opt\/parley\/\1$/gm],
  ['nitro/Dockerfile', /^COPY stage\/opt\/parley\/(.*) \/opt\/parley\/\1$/gm],
] as const;

describe.each(descriptions)('%s', (name, line) => {
  it.runIf(linux)('carries exactly the files that are measured, where the worker looks', () => {
    expect(carried(read(name), line)).toEqual(expected);
    const names = measured.map(({ file }) => file).sort();
    expect(expected.map((path) => basename(path)).sort()).toEqual(names);
  });

  it('takes nothing else from the laid out folder', () => {
    const mentions = read(name).match(/stage\/[^\s":]*/g) ?? [];
    const others = mentions.filter((path) => {
      const below = path.replace(/^stage\/opt\/parley\/?/, '');
      return below !== '' && !expected.includes(below);
    });
    expect(others).toEqual([]);
  });
});

describe('stage.sh', () => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-stage-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.runIf(linux)('lays out a worker of the same code as this build', async () => {
    const run = spawnSync('sh', [join(images, 'stage.sh'), join(folder, 'out')], {
      encoding: 'utf8',
    });
    expect(run.stderr).toBe('');
    const worker = join(folder, 'out/opt/parley');
    const laidOut = workerFiles(join(worker, 'agent.cjs'), join(worker, 'engine.cjs')).map((one) =>
      one.file === 'node' ? { ...one, path: join(worker, 'node') } : one,
    );
    expect(laidOut.every(({ path }) => path.startsWith(worker))).toBe(true);
    expect((await measureFiles(laidOut)).code).toBe((await measureFiles(measured)).code);
    expect(carried(run.stdout, /^[0-9a-f]{64} {2}\.\/(.*)$/gm)).toEqual(expected);
  });
});

describe('the settings of an image', () => {
  // Each `env -i … node` of a start script, the manifest's loader.env, Occlum's env.
  const variables = {
    'gramine/worker.manifest.template': /^loader\.env\.(\w+) = /gm,
    'occlum/settings.jq': /"([A-Z_]+)(?:=[^"]*)?"/g,
    'confidential-vm/mkosi.extra/usr/local/bin/start-worker': /^ {2}([A-Z_]+)=/gm,
    'nitro/start-worker': /^ {4}([A-Z_]+)=/gm,
  };

  it.each(Object.entries(variables))(
    'in %s are all that the worker needs, and no others',
    (name, line) => {
      const names = carried(read(name), line);
      expect(names).toHaveLength(5);
      const environment = Object.fromEntries(names.map((one) => [one, 'x']));
      const settings = readHardwareSettings(environment);
      expect(settings.tee).toBe('x');
      expect(settings.toolPath).toBe('x');
    },
  );
});

/** Every name of a field in reference values, at any depth. */
function fieldNames(schema: z.ZodType): string[] {
  const names = new Set<string>();
  const walk = (value: unknown) => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, below] of Object.entries(value)) {
      if (key === 'properties') for (const name of Object.keys(below as object)) names.add(name);
      walk(below);
    }
  };
  walk(z.toJSONSchema(schema, { unrepresentable: 'any' }));
  return [...names].sort();
}

const formats = [sgxDcap, tdx, sevSnp, nitroEnclave];
const fieldsByFormat = new Map(
  formats.map((one) => [one.format.value as string, fieldNames(one.referenceValues)]),
);

describe('README.md of the images', () => {
  const page = read('README.md');
  const folders = readdirSync(images, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
  const section = (name: string) => page.split(/^## /m).find((one) => one.startsWith(`${name}\n`));

  it.each(folders)('says of %s what is measured and how that is computed', (name) => {
    const text = section(name) ?? '';
    for (const word of ['measured', 'not measured', 'computed', 'entry', 'started']) {
      expect(text).toContain(`- _${word}_: `);
    }
    for (const file of readdirSync(join(images, name)).filter((one) => one.endsWith('.sh'))) {
      expect(text).toContain(`${name}/${file}`);
    }
  });

  it('names for each format exactly the reference values that a policy has', () => {
    const entries = [...page.matchAll(/^- _entry_: `([a-z-]+)`: (.*)$/gm)];
    expect(entries.map(([, format = '']) => format).sort()).toEqual([
      'nitro-enclave',
      'sev-snp',
      'sgx-dcap',
      'sgx-dcap',
      'tdx',
    ]);
    for (const [, format = '', words = ''] of entries) {
      const named = [...words.matchAll(/`(\w+)`/g)].map(([, name = '']) => name).sort();
      expect(named).toEqual(fieldsByFormat.get(format));
    }
  });
});
