// Counts what must be trusted, in four rings: who has to believe which lines. README states these figures and a
// test compares them. Templates are counted one by one: a policy names each.

import fs from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

function files(folder) {
  return fs
    .readdirSync(path.join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(ts|tsx|cjs)$/.test(entry.name))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .filter((file) => !file.includes('node_modules') && !file.endsWith('/registered.ts'))
    .sort();
}

function lines(file) {
  return fs.readFileSync(path.join(root, file), 'utf8').split('\n').length - 1;
}

const sum = (list) => list.map(lines).reduce((total, one) => total + one, 0);
const isIn = (folders) => (file) => folders.some((folder) => file.startsWith(folder));

/** Verifying a proof bundle: what an auditor reads beside the core. */
const auditor = [
  'enclave-jobs/participant/verify-bundle/',
  'enclave-jobs/participant/check-log.ts',
];
/** Per format: verifier, appraisal, and what a rule may ask of it (decision 0028). */
const evidence = ['enclave-jobs/attestation/', 'enclave-jobs/protocol/documents/platforms/'];
/** A participant's own program: each trusts its own. */
const client = [
  'enclave-jobs/participant/',
  ...['_client', '_policy', '_proof', '_keys'].map((name) => `app/${name}/`),
];

/** Tests are counted against the ring that they test. */
const tests = {
  core: ['channel', 'broker', 'decision', 'engine', 'firewall', 'launch', 'malformed', 'protocol']
    .concat(['sealing', 'signing', 'templates', 'worker'])
    .map((name) => `test/enclave-jobs/${name}/`),
  auditor: ['test/scenario/03'],
  evidence: ['test/enclave-jobs/attestation/'],
  client: ['test/enclave-jobs/participant/', 'test/app/'],
};

const templateNames = fs
  .readdirSync(path.join(root, 'enclave-jobs/templates'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort();

/** Tests of one template are counted with it. */
function isTestOfTemplate(file) {
  const places = templateNames.flatMap((name) => [`${name}.test.ts`, `jobs/${name}.ts`]);
  return places.some((place) => file === `test/enclave-jobs/templates/${place}`);
}

function ring(list, testFolders, allTests) {
  const sizes = list.map(lines).sort((a, b) => a - b);
  return {
    files: list.length,
    names: list,
    lines: sizes.reduce((total, one) => total + one, 0),
    medianLines: sizes[Math.floor(sizes.length / 2)],
    longestLines: sizes.at(-1),
    testLines: sum(allTests.filter(isIn(testFolders))),
  };
}

export function countTrustedBase() {
  const base = files('enclave-jobs');
  const isTemplate = (file) => /^enclave-jobs\/templates\/[^/]+\//.test(file);
  const outside = isIn([...evidence, 'enclave-jobs/participant/']);
  const allTests = files('test').filter((file) => !isTestOfTemplate(file));
  const programs = [...base, ...client.slice(1).flatMap((folder) => files(folder))];
  const allowed = JSON.parse(
    fs.readFileSync(path.join(root, 'enclave-jobs/allowed-imports.json'), 'utf8'),
  );
  return {
    core: ring(
      base.filter((file) => !outside(file) && !isTemplate(file)),
      tests.core,
      allTests,
    ),
    auditor: ring(base.filter(isIn(auditor)), tests.auditor, allTests),
    evidence: ring(base.filter(isIn(evidence)), tests.evidence, allTests),
    client: ring(
      programs.filter((file) => isIn(client)(file) && !isIn(auditor)(file)),
      tests.client,
      allTests,
    ),
    dependencies: Object.keys(allowed).filter((name) => !name.startsWith('node:')).length,
  };
}

/** One row of README's table for each ring. */
export function trustedBaseTable() {
  const { core, auditor: audits, evidence: proves, client: own, dependencies } = countTrustedBase();
  const row = (name, who, { files: count, lines: all, longestLines, testLines }) =>
    `| ${name} | ${who} | ${count} | ${all} | ${longestLines} | ${testLines} |`;
  return [
    '| ring | who has to believe it | files | lines | longest | lines of test |',
    '|---|---|---|---|---|---|',
    row('core', 'everybody who entrusts keys and rows', core),
    row('auditor', 'who verifies a proof, beside the core', audits),
    row('evidence', 'per format: the ones that a policy names', proves),
    row('client', 'each participant for itself', own),
    '',
    `Templates are counted one by one, because each is named by policies. ${dependencies} packages.`,
  ].join('\n');
}

/** Lines of each template; README leaves them out, so that a new one changes no other file. */
function templatesInWords() {
  const each = templateNames.map(
    (name) => `${name} ${sum(files(`enclave-jobs/templates/${name}`))}`,
  );
  return `Templates: ${each.join(', ')} lines.`;
}

if (process.argv[1] === import.meta.filename) {
  console.log(`${trustedBaseTable()}\n${templatesInWords()}`);
}
