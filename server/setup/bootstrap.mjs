// The one entry of `npm start`, `npm test` and `npm run parley`: does whatever set-up is missing, says so,
// then runs the command. Plain JavaScript, because before the set-up there is nothing that reads TypeScript.

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
const [command = 'demo', ...args] = process.argv.slice(2);

function fail(message) {
  console.error(message);
  process.exit(1);
}

function run(program, programArgs, options = {}) {
  const { status, error } = spawnSync(program, programArgs, {
    cwd: root,
    stdio: 'inherit',
    ...options,
  });
  if (error) fail(`${program} could not be started: ${error.message}`);
  return status ?? 1;
}

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  fail(`Parley needs Node 20.19 or newer; this is ${process.versions.node}.`);
}

function sha256(text) {
  return createHash('sha256').update(text).digest('hex');
}

/** Installs when the lock file is not the one that was installed last. */
function install() {
  const lock = sha256(fs.readFileSync(path.join(root, 'package-lock.json')));
  const stamp = path.join(root, 'node_modules/.parley-lock');
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === lock) return;
  console.error('Installing packages (once) …');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  if (run(npm, ['ci', ...quiet], { stdio: ['ignore', 2, 2] }) !== 0) {
    fail('npm ci failed; its words are above. Check the network to your package registry.');
  }
  fs.writeFileSync(stamp, lock);
}

function sourceFiles(folder) {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return sourceFiles(file);
    return /\.(ts|tsx|mjs)$/.test(entry.name) ? [file] : [];
  });
}

/** Builds when any source changed since the last build. */
async function build(force) {
  const files = ['app', 'enclave-jobs', 'server'].flatMap((name) =>
    sourceFiles(path.join(root, name)),
  );
  const now = () =>
    sha256(
      files
        .sort()
        .map((file) => sha256(fs.readFileSync(file)))
        .join(),
    );
  const stamp = path.join(root, 'dist/.stamp');
  if (!force && fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === now()) return;
  console.error('Building …');
  const { buildAll } = await import('./build.mjs');
  await buildAll();
  fs.writeFileSync(stamp, now());
}

install();
const node = ['--disable-warning=ExperimentalWarning', '--enable-source-maps'];
switch (command) {
  case 'build':
    await build(true);
    break;
  case 'test':
    await build(true);
    process.exitCode = run(process.execPath, [
      path.join(root, 'server/setup/run-tests.mjs'),
      ...args,
    ]);
    break;
  case 'demo':
    await build(false);
    process.exitCode = run(process.execPath, [
      ...node,
      path.join(root, 'dist/parley.cjs'),
      'demo',
      ...args,
    ]);
    break;
  case 'parley':
    await build(false);
    process.exitCode = run(
      process.execPath,
      [...node, path.join(root, 'dist/parley.cjs'), ...args],
      {
        cwd: process.env.INIT_CWD ?? process.cwd(),
      },
    );
    break;
  default:
    fail(`bootstrap: unknown command ${command}`);
}
