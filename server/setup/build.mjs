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

const templates = 'enclave-jobs/templates';

function templateFolders() {
  return fs
    .readdirSync(path.join(root, templates), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'formulas')
    .map((entry) => entry.name)
    .sort();
}

const camel = (name) => name.replace(/-([a-z])/g, (_, letter) => letter.toUpperCase());

function writeList(folder, imports, list) {
  const head = '// The build writes this list from the files beside it. Git ignores it.';
  const text = [head, '', ...imports, '', list, ''].join('\n');
  const file = path.join(root, folder, 'registered.ts');
  if (!fs.existsSync(file) || fs.readFileSync(file, 'utf8') !== text) fs.writeFileSync(file, text);
}

/** Lists templates, their words and their views, so that a new one touches its own files only. */
export function writeRegistered(names = templateFolders()) {
  writeList(
    templates,
    names.map((name) => `import { template as ${camel(name)} } from './${name}/index.ts';`),
    `export const registeredTemplates = [${names.map(camel).join(', ')}];`,
  );
  const byId = (list) => list.map((name) => `  '${name}': ${camel(name)},`).join('\n');
  writeList(
    'app/_text/templates',
    [
      "import type { TemplateWords } from './template-words.ts';",
      ...names.map((name) => `import { words as ${camel(name)} } from './${name}.ts';`),
    ],
    `export const registeredWords: Readonly<Record<string, TemplateWords>> = {\n${byId(names)}\n};`,
  );
  const views = 'app/(parley)/c/[c]/jobs/[job]/result/views';
  const shown = names.filter((name) => fs.existsSync(path.join(root, views, `${name}.tsx`)));
  writeList(
    views,
    [
      "import type { ResultView } from './result-view.ts';",
      ...shown.map((name) => `import { view as ${camel(name)} } from './${name}.tsx';`),
    ],
    `export const registeredViews: Readonly<Record<string, ResultView>> = {\n${byId(shown)}\n};`,
  );
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
