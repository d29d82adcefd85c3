import { spawn, type ChildProcess } from 'node:child_process';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { compiledTemplates } from '#enclave/launch/template-digests.ts';
import { hashSchema } from '#enclave/protocol/index.ts';
import { exitCodes, note, print, type Command } from '../command.ts';
import { writeDemonstration } from '../scenario/demo-files.ts';
import { seedDemo, type SeededJob } from '../seed/seed-demo.ts';
import { outputsText, wrapText } from '../show.ts';

const help = `parley start [--data DIR] [--without-sandbox] [--verbose] [--exit]

The platform on this machine: PostgreSQL, web, key broker, two workers. The first start makes the
demonstration: six organisations, five sealed datasets, two joint jobs run to their verified results.
Ctrl-C stops everything. PORT changes the port, DATABASE_URL names a PostgreSQL of your own.

  --data DIR          where this installation keeps its data (default .parley/platform)
  --without-sandbox   for systems without bubblewrap or unshare; the worker is another program then
  --verbose           what the parts say
  --invite ORGANISATION=EMAIL   lets an organisation in: prints a link for its first person; may be repeated
  --without-demonstration       no made-up organisations, datasets and jobs
  --development       pages compiled as they are asked for, for people who write them
  --exit              stop again once everything is up and the demonstration is there

Examples:
  PORT=4000 parley start
  parley start --without-demonstration --invite "Alder Bank=data@alder.example"`;

const options = {
  data: { type: 'string', default: '.parley/platform' },
  'without-sandbox': { type: 'boolean', default: false },
  verbose: { type: 'boolean', default: false },
  'without-demonstration': { type: 'boolean', default: false },
  invite: { type: 'string', multiple: true },
  development: { type: 'boolean', default: false },
  exit: { type: 'boolean', default: false },
} as const;

const readySchema = z.object({
  url: z.string(),
  invitations: z.array(z.object({ email: z.string(), url: z.string() })),
  code: z.object({ broker: hashSchema, worker: hashSchema }),
  seeded: z.boolean(),
  people: z.array(
    z.object({
      email: z.string(),
      label: z.string(),
      organisation: z.string(),
      partyId: z.string(),
      roles: z.array(z.string()),
    }),
  ),
  password: z.string(),
  passphrase: z.string(),
});
type Ready = z.infer<typeof readySchema>;
const messageSchema = z.union([
  z.object({ stage: z.string() }),
  z.object({ failed: z.string() }),
  z.object({ ready: readySchema }),
]);

/** The platform stops for a reason that is said already. */
class PlatformFailed extends Error {}

function exitOf(child: ChildProcess): Promise<number> {
  return new Promise((done) => {
    if (child.exitCode !== null) done(child.exitCode);
    else child.once('exit', (code) => done(code ?? 1));
  });
}

function startPlatform(data: string, flags: readonly string[]) {
  // This bundle and the platform's lie beside each other.
  const bundle = join(__dirname, 'platform.mjs');
  const args = ['--root', resolve(__dirname, '..'), '--data', data, '--with-parent', ...flags];
  const node = ['--disable-warning=ExperimentalWarning', '--enable-source-maps', bundle];
  const child = spawn(process.execPath, [...node, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
    // Of its own group: Ctrl-C reaches this program, which stops it in its own way.
    detached: true,
  });
  const ready = new Promise<Ready>((done, fail) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const message = messageSchema.parse(JSON.parse(line));
      if ('stage' in message) print(`· ${message.stage}`);
      else if ('ready' in message) done(message.ready);
      else {
        note(message.failed);
        fail(new PlatformFailed(message.failed));
      }
    });
    child.once('exit', () => fail(new PlatformFailed('the platform ended')));
  });
  return { child, ready };
}

function show(jobs: readonly SeededJob[]): void {
  for (const job of jobs) {
    print(
      `\n${job.title}: ${job.ended.toUpperCase()} (simulated: it proves nothing about hardware)`,
    );
    print(wrapText(job.sentence, '  '));
    print(outputsText(job.result.outputs, job.result.disclosure.suppressedCells));
    print(`  last approval to verified result: ${(job.answersToResultMs / 1000).toFixed(1)} s`);
  }
}

function showInvitations({ url, invitations }: Ready): void {
  print(`\nOpen ${url} and sign in.`);
  for (const { email, url: link } of invitations) print(`  first link for ${email}: ${link}`);
}

function showSignIns({ url, people, password, passphrase }: Ready): void {
  print(`\nOpen ${url} and sign in as`);
  for (const { email, organisation, label } of people) {
    print(`  ${email.padEnd(24)} ${label}, ${organisation}`);
  }
  print(`  password    ${password}`);
  print(`  key phrase  ${passphrase}   (opens the demonstration's keys in your browser)`);
}

async function seedIfNeeded(ready: Ready, data: string): Promise<void> {
  if (ready.seeded) {
    print('· the demonstration is there from an earlier start');
    return;
  }
  const folder = join(data, 'demo');
  const scenario = writeDemonstration(folder);
  const { jobs } = await seedDemo(
    { ...ready, registry: compiledTemplates(), folder, onStage: (text) => print(`· ${text}`) },
    scenario,
  );
  show(jobs);
}

async function run(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options });
  const started = Date.now();
  const data = resolve(values.data);
  const demonstration = !values['without-demonstration'];
  const flags = [
    ...(values['without-sandbox'] ? ['--without-sandbox'] : []),
    ...(values.verbose ? ['--verbose'] : []),
    ...(values.development ? ['--development'] : []),
    ...(demonstration ? [] : ['--without-demonstration']),
    ...(values.invite ?? []).flatMap((founder) => ['--invite', founder]),
  ];
  print('Parley on this machine. SIMULATED TEE: everything runs, nothing is protected.\n');
  const { child, ready } = startPlatform(data, flags);
  const stop = () => child.kill('SIGTERM');
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  try {
    const up = await ready;
    if (demonstration) await seedIfNeeded(up, data);
    if (demonstration) showSignIns(up);
    if (!demonstration || up.invitations.length > 0) showInvitations(up);
    print('\nSIMULATED TEE: everything runs, nothing is protected. Ctrl-C stops everything.');
    print(`Ready after ${((Date.now() - started) / 1000).toFixed(1)} s.`);
    if (values.exit) stop();
    return await exitOf(child);
  } catch (error) {
    stop();
    await exitOf(child);
    if (error instanceof PlatformFailed) return exitCodes.no;
    throw error;
  }
}

export const start: Command = {
  name: 'start',
  summary: 'the platform on this machine, with its demonstration',
  help,
  run,
};
