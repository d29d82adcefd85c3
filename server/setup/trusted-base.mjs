// Counts what must be trusted: lines, files and dependencies of enclave-jobs/ without attestation/, and
// the lines of test beside them. README states these figures and a test compares them.

import fs from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

function files(folder) {
  return fs
    .readdirSync(path.join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(ts|cjs)$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name));
}

function lines(file) {
  return fs.readFileSync(file, 'utf8').split('\n').length - 1;
}

export function countTrustedBase() {
  const base = files('enclave-jobs').filter(
    (file) => !file.includes(`${path.sep}attestation${path.sep}`),
  );
  const sizes = base.map(lines).sort((a, b) => a - b);
  const allowed = JSON.parse(
    fs.readFileSync(path.join(root, 'enclave-jobs/allowed-imports.json'), 'utf8'),
  );
  const folders = ['enclave-jobs', 'scenario', 'architecture', 'support', 'vectors'];
  const tests = folders.flatMap((folder) => files(`test/${folder}`));
  const sum = (list) => list.reduce((total, one) => total + one, 0);
  return {
    files: base.length,
    lines: sum(sizes),
    medianLines: sizes[Math.floor(sizes.length / 2)],
    longestLines: sizes.at(-1),
    dependencies: Object.keys(allowed).filter((name) => !name.startsWith('node:')).length,
    testLines: sum(tests.map(lines)),
  };
}

if (process.argv[1] === import.meta.filename) {
  const {
    files: count,
    lines: total,
    medianLines,
    longestLines,
    dependencies,
    testLines,
  } = countTrustedBase();
  console.log(
    `${count} files, ${total} lines (median ${medianLines}, longest ${longestLines}), ${dependencies} packages`,
  );
  console.log(`${testLines} lines of test beside them`);
}
