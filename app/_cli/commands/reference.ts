import { parseArgs } from 'node:util';
import {
  codeOfFiles,
  isOfItsFiles,
  makeReferenceProposal,
  readReferenceProposal,
  referenceProposalSchema,
  type ReferenceProposal,
} from '#enclave/participant/index.ts';
import { bytesOf, toBase64Url } from '#enclave/protocol/index.ts';
import type { Api } from '../../_client/session/api.ts';
import { buildFacts } from '../../_client/session/build-facts.ts';
import { UsageError, exitCodes, note, print, printJson, type Command } from '../command.ts';
import { jsonIn } from '../files.ts';
import { knowOwnBuild } from '../own-build.ts';
import { openSession, platformOptions } from '../platform-session.ts';
import { hashIn, shapeIn } from '../read-words.ts';

const help = `parley reference list
parley reference show PROPOSAL [--json]
parley reference propose FILE.json
parley reference retract PROPOSAL

Reference values that admins propose: code with where it comes from, or advisories of Intel's that should not
count any more. Nothing follows from a proposal until an owner adopts it: parley policy set DATASET
--proposal PROPOSAL. Only the platform says who proposed it; that its files make its code is checked here.

FILE.json is {"title", "reason", "change"}; the change is {"kind": "accept", "entries": [entries], "provenance":
{"source", "commit", "recipe", "files": [{"file", "sha256"}]}} with entries as docs/attestation.md has them,
or {"kind": "deny-advisories", "advisories": ["INTEL-SA-00615"]}. "reference show --json" prints one.

Exit codes: 0 done, 1 shown, and its files do not make the code that it names, 2 wrong command line or file, or
refused.

Example:
  parley reference propose november.json
  parley policy set DATASET --proposal PROPOSAL --identity alder.keys`;

const options = { ...platformOptions, json: { type: 'boolean', default: false } } as const;

async function list(api: Api): Promise<number> {
  const listed = await api.reference.list.query();
  if (listed.length === 0) note('nothing is proposed');
  for (const { name, document, organisation, retractedAt } of listed) {
    const { title } = readReferenceProposal(bytesOf(document)).proposal;
    print(
      `${name}  ${retractedAt === null ? 'open      ' : 'withdrawn '}  ${organisation}: ${title}`,
    );
  }
  return exitCodes.ok;
}

/** What is said of the code, for a proposal that accepts some. */
function codeLines({ change }: ReferenceProposal): readonly string[] {
  if (change.kind !== 'accept') return [`not to count any more: ${change.advisories.join(', ')}`];
  const { source, commit, recipe, files } = change.provenance;
  const code = codeOfFiles(files);
  const { worker, workerWithoutSandbox } = buildFacts();
  const isOfBuild = code === worker || code === workerWithoutSandbox;
  return [
    `source   ${source}`,
    `commit   ${commit}`,
    `recipe   ${recipe}`,
    ...files.map(({ file, sha256 }) => `file     ${sha256}  ${file}`),
    `code     ${code}, ${isOfBuild ? 'the worker of this build' : 'not this build: build the commit and compare'}`,
    JSON.stringify(change.entries, null, 2),
  ];
}

async function show(api: Api, name: string, asJson: boolean): Promise<number> {
  const found = (await api.reference.list.query()).find((one) => one.name === name);
  const read = found === undefined ? undefined : readReferenceProposal(bytesOf(found.document));
  if (found === undefined || read?.name !== name) throw new UsageError('there is no such proposal');
  const { proposal } = read;
  if (asJson) printJson(proposal);
  else {
    knowOwnBuild();
    const { organisation, label, at, retractedAt } = found;
    const state = retractedAt === null ? 'open' : `withdrawn ${retractedAt.toISOString()}`;
    print(`${proposal.title}\n${proposal.reason}\n`);
    print(
      `from     ${organisation} (${label}), ${at.toISOString()}, says the platform\nstate    ${state}`,
    );
    print(codeLines(proposal).join('\n'));
  }
  if (isOfItsFiles(proposal)) return exitCodes.ok;
  note('the files do not make the code that the entries name: no rule adopts this');
  return exitCodes.no;
}

async function propose(api: Api, path: string): Promise<number> {
  const proposal = shapeIn(referenceProposalSchema, jsonIn(path), path);
  const { bytes, name } = makeReferenceProposal(proposal);
  if (!isOfItsFiles(proposal)) {
    throw new UsageError(`${path}: the files do not make the code that the entries name`);
  }
  await api.reference.propose.mutate({ document: toBase64Url(bytes) });
  note('proposed; nothing follows until an owner adopts it');
  print(name);
  return exitCodes.ok;
}

async function retract(api: Api, name: string): Promise<number> {
  await api.reference.retract.mutate({ proposal: proposalName(name) });
  note('withdrawn; rules that adopted it keep it');
  return exitCodes.ok;
}

const proposalName = (text: string) => hashIn(text, `${text}: not the hash of a proposal`);

async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options });
  const [verb, what, ...extra] = positionals;
  const { api } = openSession(values);
  if (verb === 'list' && what === undefined) return list(api);
  if (what !== undefined && extra.length === 0) {
    if (verb === 'show') return show(api, proposalName(what), values.json);
    if (verb === 'propose') return propose(api, what);
    if (verb === 'retract') return retract(api, what);
  }
  throw new UsageError('reference knows list, show, propose and retract; see --help');
}

export const reference: Command = {
  name: 'reference',
  summary: 'reference values that admins propose',
  help,
  run,
};
