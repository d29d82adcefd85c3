import { labelLengthMax } from '#server/domain/job-state.ts';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { TermsRefused } from '#enclave/participant/index.ts';
import { hashSchema, paramsSchema } from '#enclave/protocol/index.ts';
import { ask } from '../../_client/acts/ask.ts';
import { builtTemplates } from '../../_client/session/build-facts.ts';
import { readTable, readersOf, usableIn } from '../../_client/tables/table-of.ts';
import { UsageError, exitCodes, note, print, printJson, type Command } from '../command.ts';
import { jsonIn } from '../files.ts';
import { knowOwnBuild } from '../own-build.ts';
import { openMemberHere, openSession, platformOptions } from '../platform-session.ts';
import { hashIn, shapeIn } from '../read-words.ts';
import { questionText } from '../question-text.ts';
import { noteRefusals } from '../term-lines.ts';

const help = `parley job list --collaboration ID [--json]
parley job questions
parley job show JOB [--json]
parley job cancel JOB
parley job submit FILE --identity FILE [--passphrase-file FILE]

A job file is JSON: {"collaboration", "title", "template", "params", "datasets": [ids], "receivers": [party
ids], "days"}. "parley job questions" lists templates with their params, which name datasets by "parley job
aliases --collaboration ID". Every owner's rule is checked here before anything is signed. Prints the id of
the submitted job.`;

const jobFileSchema = z.strictObject({
  collaboration: hashSchema,
  title: z.string().min(1).max(labelLengthMax),
  template: z.string(),
  params: paramsSchema,
  datasets: z.array(hashSchema).min(1),
  receivers: z.array(hashSchema).min(1),
  days: z.int().min(1).max(365),
});

const options = {
  ...platformOptions,
  json: { type: 'boolean', default: false },
  collaboration: { type: 'string' },
} as const;
type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>['values'];

function needCollaboration({ collaboration }: Values) {
  return hashIn(collaboration, 'this needs --collaboration ID');
}

async function list(values: Values): Promise<number> {
  const { api } = openSession(values);
  const jobs = await api.job.list.query({ collaboration: needCollaboration(values) });
  if (values.json) printJson(jobs);
  else for (const { id, state, title } of jobs) print(`${id}  ${state.padEnd(18)}  ${title}`);
  return exitCodes.ok;
}

async function show(values: Values, id: string): Promise<number> {
  const { api } = openSession(values);
  const job = await api.job.read.query({ job: id });
  if (values.json) {
    printJson({ ...job, events: job.events.map((one) => ({ ...one, id: String(one.id) })) });
    return exitCodes.ok;
  }
  print(`${job.title}: ${job.state} since ${job.stateSince.toISOString()}`);
  if (job.jobHash !== null) print(`job hash  ${job.jobHash}`);
  for (const { organisation, decision } of job.parts) {
    print(`  ${organisation.name}: ${decision ?? 'not yet'}`);
  }
  for (const { at, actor, kind, cause } of job.events) {
    print(`  ${at.toISOString()}  ${actor}: ${kind} ${cause.join(' ')}`.trimEnd());
  }
  return exitCodes.ok;
}

async function aliases(values: Values): Promise<number> {
  const { api } = openSession(values);
  const table = usableIn(await readTable(api, needCollaboration(values)));
  for (const { id, alias, ownerName, name } of table.datasets) {
    print(`${alias}  ${id}  ${ownerName}: ${name}`);
  }
  for (const { party, name } of table.parties) print(`party ${party}  ${name}`);
  return exitCodes.ok;
}

/** What this build can ask: of its own, without a platform. */
function questions(): number {
  knowOwnBuild();
  const registry = builtTemplates();
  for (const ref of registry.refs) print(`${questionText(registry.get(ref))}\n`);
  return exitCodes.ok;
}

async function submit(values: Values, path: string): Promise<number> {
  const file = shapeIn(jobFileSchema, jsonIn(path), path);
  const { api, desk } = await openMemberHere(values);
  const { registry, worker } = desk.build;
  const template = registry.refs.find((ref) => ref.id === file.template);
  if (template === undefined) throw new UsageError(`there is no question "${file.template}"`);
  const table = usableIn(await readTable(api, file.collaboration));
  const { parties } = table;
  const draft = {
    ...file,
    template,
    code: worker,
    expires: Math.floor(Date.now() / 1000) + file.days * 86_400,
    inputs: table.datasets
      .filter((one) => file.datasets.some((id) => id === one.id))
      .map(({ alias, manifest, policy }) => ({ alias, manifest, policy })),
    recipients: parties.filter(({ party }) => file.receivers.includes(party)).flatMap(readersOf),
  };
  try {
    const { id, jobHash } = await ask(desk, { title: file.title, draft, parties });
    note(`submitted; owners approve ${jobHash}`);
    print(id);
    return exitCodes.ok;
  } catch (error) {
    if (!(error instanceof TermsRefused)) throw error;
    const nameOf = (party: string) => parties.find((one) => one.party === party)?.name ?? party;
    noteRefusals(file.template, error.lines, nameOf);
    return exitCodes.no;
  }
}

async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options });
  const [verb, what] = positionals;
  if (verb === 'list') return list(values);
  if (verb === 'aliases') return aliases(values);
  if (verb === 'questions') return questions();
  if (what === undefined)
    throw new UsageError('job knows list, questions, show, cancel, submit; see --help');
  if (verb === 'show') return show(values, what);
  if (verb === 'submit') return submit(values, what);
  if (verb !== 'cancel') throw new UsageError(`job knows no "${verb ?? ''}"; see --help`);
  await openSession(values).api.job.cancel.mutate({ job: what });
  note(`cancelled: ${what}`);
  return exitCodes.ok;
}

export const job: Command = { name: 'job', summary: 'jobs on a platform', help, run };
