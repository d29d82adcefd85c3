// The platform process. Says on stdout, a JSON object a line, what happens; ends with everything it
// started.

import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { DatabaseError } from '../embedded-postgres.ts';
import { demoPeople } from './demo-people.ts';
import { StartError, runPlatform, type Founder } from './run-platform.ts';

const { values } = parseArgs({
  options: {
    root: { type: 'string' },
    data: { type: 'string' },
    'without-sandbox': { type: 'boolean', default: false },
    'without-demonstration': { type: 'boolean', default: false },
    invite: { type: 'string', multiple: true, default: [] },
    development: { type: 'boolean', default: false },
    'with-parent': { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
  },
});
const root = values.root ?? process.cwd();
const demonstration = !values['without-demonstration'];

/** "Organisation=e-mail". */
function founderOf(text: string): Founder {
  const [organisation = '', email = '', ...rest] = text.split('=').map((part) => part.trim());
  if (organisation === '' || !email.includes('@') || rest.length > 0) {
    throw new StartError(`--invite ${text}: write it as "Organisation=e-mail"`);
  }
  return { organisation, email };
}

function say(message: Readonly<Record<string, unknown>>): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}

async function main(): Promise<void> {
  const starting = runPlatform({
    root,
    dataFolder: values.data ?? join(root, '.parley/platform'),
    port: Number(process.env['PORT'] ?? 3000),
    databaseUrl: process.env['DATABASE_URL'],
    withoutSandbox: values['without-sandbox'],
    demonstration,
    founders: values.invite.map(founderOf),
    development: values.development,
    onStage: (stage) => say({ stage }),
    onLine: (part, line) => {
      if (values.verbose) process.stderr.write(`${part}: ${line}\n`);
    },
  });
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    starting
      .then((running) => running.stop())
      .then(
        () => process.exit(0),
        () => process.exit(1),
      );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  // The launcher is gone without a word: nothing must be left behind.
  if (values['with-parent']) process.stdin.on('end', stop).resume();
  const running = await starting;
  const { settings, url, invitations, code, seeded } = running;
  say({
    ready: {
      url,
      invitations,
      code,
      seeded,
      people: demonstration ? demoPeople() : [],
      password: settings.demonstrationPassword,
      passphrase: settings.demonstrationPassphrase,
    },
  });
  await running.died.catch(async (error: unknown) => {
    if (stopping) return;
    say({ failed: error instanceof Error ? error.message : 'a part ended' });
    await running.stop();
    process.exit(1);
  });
}

main().catch((error: unknown) => {
  const forPeople = error instanceof StartError || error instanceof DatabaseError;
  say({ failed: error instanceof Error ? error.message : String(error) });
  if (!forPeople && error instanceof Error) process.stderr.write(`${error.stack ?? ''}\n`);
  process.exit(1);
});
