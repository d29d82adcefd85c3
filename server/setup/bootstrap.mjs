// The one entry of `npm start`, `npm test` and `npm run parley`: does whatever set-up is missing, says so,
// then runs the command. Plain JavaScript, because before the set-up there is nothing that reads TypeScript.

import { spawn, spawnSync } from 'node:child_process';
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
    return /\.(ts|tsx|mjs|css|svg|cjs)$/.test(entry.name) ? [file] : [];
  });
}

const generated = path.join(root, 'server/db/generated');

/** A digest of everything that the given folders and files hold. */
function digestOf(names) {
  const files = names.flatMap((name) => {
    const at = path.join(root, name);
    return fs.statSync(at).isDirectory() ? sourceFiles(at) : [at];
  });
  return sha256(
    files
      .filter((file) => !file.startsWith(generated))
      .sort()
      .map((file) => sha256(fs.readFileSync(file)))
      .join(),
  );
}

/** Runs `work` unless it ran for the same sources before. */
async function once(stamp, names, work) {
  const file = path.join(root, stamp);
  if (fs.existsSync(file) && fs.readFileSync(file, 'utf8') === digestOf(names)) return;
  await work();
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, digestOf(names));
}

/** A tool of ours that is quiet unless it fails. */
function tool(script, args) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [path.join(root, script), ...args],
    {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', PRISMA_HIDE_UPDATE_MESSAGE: '1' },
    },
  );
  if (status !== 0) fail(`${script} ${args.join(' ')} failed:\n${stdout}\n${stderr}`);
}

/** Builds when any source changed since the last build: database client, enclaves and terminal. */
async function build(force) {
  await once('server/db/generated/.stamp', ['prisma/schema.prisma', 'package-lock.json'], () => {
    tool('node_modules/prisma/build/index.js', ['generate']);
  });
  const stamp = 'dist/.stamp';
  if (force) fs.rmSync(path.join(root, stamp), { force: true });
  await once(stamp, ['app', 'enclave-jobs', 'server', 'package-lock.json'], async () => {
    console.error('Building …');
    const { buildAll } = await import('./build.mjs');
    await buildAll();
    tool('dist/build-facts.mjs', []);
  });
}

/** Builds the pages, after the enclaves: pages know which code they may accept. */
async function buildPages() {
  const sources = [
    'app',
    'enclave-jobs',
    'server',
    'public',
    'next.config.ts',
    'proxy.ts',
    'package-lock.json',
  ];
  await once('.next/.parley-stamp', [...sources, 'dist/build-facts.json'], () => {
    console.error('Building the pages …');
    tool('node_modules/next/dist/bin/next', ['build']);
  });
}

/** A long run: Ctrl-C is the child's, and its end is ours. */
function runAttached(script, scriptArgs) {
  const child = spawn(process.execPath, [...node, script, ...scriptArgs], {
    cwd: root,
    stdio: 'inherit',
  });
  // The terminal sends Ctrl-C to both; anybody else's signal is passed on.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  return new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
}

install();
const node = ['--disable-warning=ExperimentalWarning', '--enable-source-maps'];
switch (command) {
  case 'build':
    await build(true);
    await buildPages();
    break;
  case 'start':
    await build(false);
    await buildPages();
    process.exitCode = await runAttached(path.join(root, 'dist/parley.cjs'), ['start', ...args]);
    break;
  case 'dev':
    await build(false);
    process.exitCode = await runAttached(path.join(root, 'dist/parley.cjs'), [
      'start',
      '--development',
      ...args,
    ]);
    break;
  case 'test':
    await build(true);
    await buildPages();
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
