// Builds everything that runs: template bundles first, because their digests are compiled into the rest.
// Enclave bundles are minified CommonJS, made at the package root, byte-identical from any folder.

import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
const dist = path.join(root, 'dist');
const enclave = path.join(dist, 'enclave');

const shared = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  legalComments: 'none',
  logLevel: 'warning',
  external: ['@duckdb/node-bindings-*'],
  alias: { '@duckdb/node-bindings': './enclave-jobs/engine/native-binding.cjs' },
};

function templateFolders() {
  const folder = path.join(root, 'enclave-jobs/templates');
  return fs
    .readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/** Keeps templates/registered.ts equal to the folders beside it. */
function writeRegistered(names) {
  const camel = (name) => name.replace(/-([a-z])/g, (_, letter) => letter.toUpperCase());
  const text = [
    '// Written by the build from the folders beside it: a new template touches its own folder only.',
    '',
    ...names.map((name) => `import { template as ${camel(name)} } from './${name}/index.ts';`),
    '',
    `export const registeredTemplates = [${names.map(camel).join(', ')}];`,
    '',
  ].join('\n');
  const file = path.join(root, 'enclave-jobs/templates/registered.ts');
  if (fs.readFileSync(file, 'utf8') !== text) fs.writeFileSync(file, text);
}

async function templateDigests(names) {
  const digests = {};
  for (const name of names) {
    const outfile = path.join(enclave, 'templates', `${name}.cjs`);
    const entry = `enclave-jobs/templates/${name}/index.ts`;
    await build({ ...shared, minify: true, entryPoints: [entry], outfile });
    digests[name] = createHash('sha256').update(fs.readFileSync(outfile)).digest('hex');
  }
  return digests;
}

const mains = [
  'broker',
  'worker',
  'engine',
  'broker-simulated',
  'worker-simulated',
  'worker-bare-simulated',
  'engine-bare-simulated',
];

export async function buildAll() {
  fs.rmSync(dist, { recursive: true, force: true });
  const names = templateFolders();
  writeRegistered(names);
  const digests = await templateDigests(names);
  const define = { PARLEY_TEMPLATE_DIGESTS: JSON.stringify(digests) };
  fs.writeFileSync(path.join(dist, 'template-digests.json'), JSON.stringify(digests));
  await build({
    ...shared,
    define,
    minify: true,
    entryPoints: mains.map((name) => ({ in: `enclave-jobs/launch/${name}.main.ts`, out: name })),
    outdir: enclave,
    outExtension: { '.js': '.cjs' },
  });
  await build({
    ...shared,
    format: 'esm',
    packages: 'external',
    sourcemap: 'linked',
    entryPoints: [
      { in: 'server/setup/platform/platform.main.ts', out: 'platform' },
      { in: 'server/setup/build-facts.main.ts', out: 'build-facts' },
    ],
    outdir: dist,
    outExtension: { '.js': '.mjs' },
  });
  await build({
    ...shared,
    define,
    sourcemap: 'linked',
    entryPoints: [{ in: 'app/_cli/parley.main.ts', out: 'parley' }],
    outdir: dist,
    outExtension: { '.js': '.cjs' },
  });
}
