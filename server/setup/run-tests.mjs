// `npm test`: types, lint, layout, then every test; all of it counted, the last line "N passed, N failed".

import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
const cache = path.join(root, 'node_modules/.cache/parley');
fs.mkdirSync(cache, { recursive: true });
const filters = process.argv.slice(2);

function node(script, args, options = {}) {
  return spawnSync(process.execPath, [path.join(root, 'node_modules', script), ...args], {
    cwd: root,
    encoding: 'utf8',
    ...options,
  });
}

const checks = [
  ['types: everything', 'typescript/bin/tsc', ['-p', 'tsconfig.json']],
  [
    'types: the trusted base stands alone',
    'typescript/bin/tsc',
    ['-p', 'enclave-jobs/tsconfig.json'],
  ],
  ['types: pure folders are pure', 'typescript/bin/tsc', ['-p', 'enclave-jobs/tsconfig.pure.json']],
  ['lint: zero warnings', 'eslint/bin/eslint.js', ['--max-warnings', '0', '.']],
  [
    'layout: prettier',
    'prettier/bin/prettier.cjs',
    ['--check', '--log-level', 'warn', 'app', 'enclave-jobs', 'server', 'test'],
  ],
];

let passed = 0;
let failed = 0;
let skipped = 0;

if (filters.length === 0) {
  for (const [name, script, args] of checks) {
    const { status, stdout, stderr } = node(script, args);
    if (status === 0) passed += 1;
    else failed += 1;
    console.log(`${status === 0 ? '✓' : '✗'} ${name}`);
    if (status !== 0) console.log(`${stdout}${stderr}`);
  }
}

function count(report) {
  for (const file of JSON.parse(fs.readFileSync(report, 'utf8')).testResults) {
    if (file.assertionResults.length === 0 && file.status === 'failed') failed += 1;
    for (const { status, fullName } of file.assertionResults) {
      if (status === 'passed') passed += 1;
      else if (status === 'failed') failed += 1;
      else {
        skipped += 1;
        const [, name = fullName, why = 'not run here'] = /^(.*?) \[(.*)\]$/.exec(fullName) ?? [];
        console.log(`SKIPPED ${name}: ${why}`);
      }
    }
  }
}

/** One run of vitest; true if it said that all is well and wrote its report. */
function vitest(name, args) {
  const report = path.join(cache, `${name}.json`);
  fs.rmSync(report, { force: true });
  const { status } = node(
    'vitest/vitest.mjs',
    ['run', '--reporter=dot', '--reporter=json', `--outputFile.json=${report}`, ...args],
    { stdio: 'inherit' },
  );
  if (fs.existsSync(report)) count(report);
  return status === 0 && fs.existsSync(report);
}

// Browser tests come after the others, since each file brings up a whole platform and would starve them.
const runs =
  filters.length > 0
    ? [vitest('chosen', filters)]
    : [vitest('tests', ['--exclude', 'test/e2e/**']), vitest('browser', ['test/e2e'])];
// A runner that died or reported nothing is a failure, whatever it counted before.
if (runs.includes(false) && failed === 0) failed += 1;
if (skipped > 0) console.log(`${skipped} skipped`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
