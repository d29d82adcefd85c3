import { parseArgs } from 'node:util';
import type { VerifiedBroker } from '#enclave/participant/index.ts';
import {
  EnclaveError,
  UsagePolicy,
  bytesOf,
  hashOf,
  hashSchema,
  readSigned,
  type Doc,
  type Hash,
  type SignedDocument,
} from '#enclave/protocol/index.ts';
import { verifySigned } from '#enclave/signing/index.ts';
import { rememberAt, verifyBrokerAt } from '../../_client/acts/desk.ts';
import { grantsToo, setPolicy } from '../../_client/acts/set-policy.ts';
import type { Api } from '../../_client/session/api.ts';
import { builtTemplates } from '../../_client/session/build-facts.ts';
import { recognitionWords } from '../../_client/parties/fingerprint-words.ts';
import { requireCompared, withHead } from '../../_client/session/member.ts';
import type { OwnDataset } from '../../_client/tables/own-dataset.ts';
import { readKeyCard } from '../../_client/parties/partners.ts';
import { readProposed } from '../../_client/policies/proposed.ts';
import { readTable, type CollaborationTable } from '../../_client/tables/table-of.ts';
import { choicesOf, knownGrids, policyOf } from '../../_policy/next-rule.ts';
import { adopting, type RuleChoices } from '../../_policy/rule-choices.ts';
import {
  entryChanges,
  ruleDifferences,
  type RuleDifference,
} from '../../_policy/rule-differences.ts';
import { UsageError, exitCodes, note, print, printJson, type Command } from '../command.ts';
import { datasetId, ownDataset } from '../own-dataset.ts';
import { knowOwnBuild } from '../own-build.ts';
import {
  openMemberHere,
  openSession,
  platformOptions,
  type SignedIn,
} from '../platform-session.ts';
import { ruleTimes } from '../registration/prepare.ts';
import { namesRule, readRule, ruleHelp, ruleOptions } from '../registration/rule-options.ts';
import { changesText, differencesText, ruleText } from '../registration/rule-text.ts';

const help = `parley policy show DATASET [--json] [--chain]
parley policy set DATASET (--rule FILE.json | --preset … | --proposal HASH) --identity FILE [--wider] [--yes HASH]

show prints the rule of a dataset in sentences, with its hash, number and end, once its owner's signature
is verified; with --chain every rule so far. --json has the rule as a form, which "set" accepts, and
whole.

set shows the new rule and what it changes, and signs it only with --yes and the whole hash that was
shown; a rule that allows more than the one before also needs --wider. Where the key broker is new, the key to the
dataset is signed with the rule; one that follows from none that you knew needs --new-broker. The hash changes at noon UTC, because
days count from the nearest midnight; days that you leave as they are keep the end that was signed.

${ruleHelp}
  --proposal HASH          instead of both: the rule in force, with the reference values of this proposal
                           adopted (parley reference list)

Exit codes: 0 shown or signed, 1 shown and not signed, 2 wrong command line or file, or refused.

Example:
  parley policy show DATASET --json | jq .choices > rule.json
  parley policy set DATASET --rule rule.json --identity alder.keys`;

const options = {
  ...platformOptions,
  ...ruleOptions,
  json: { type: 'boolean', default: false },
  chain: { type: 'boolean', default: false },
  wider: { type: 'boolean', default: false },
  proposal: { type: 'string' },
  'new-broker': { type: 'boolean', default: false },
  yes: { type: 'string' },
} as const;
type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>['values'];

const day = (seconds: number) => new Date(seconds * 1000).toISOString();

function chainOf(
  policies: readonly SignedDocument[],
  dataset: string,
): readonly Doc<UsagePolicy>[] {
  return policies
    .map((signed) => readSigned(UsagePolicy, signed))
    .filter(({ value }) => value.dataset === dataset)
    .sort((a, b) => b.value.seq - a.value.seq);
}

/** Throws SIGNATURE unless the key list that the owner's chain ends in signed this rule. */
async function requireSigned(
  api: Api,
  owner: Hash,
  policies: readonly SignedDocument[],
  name: Hash,
): Promise<void> {
  const signed = policies.find(({ document }) => hashOf(bytesOf(document)) === name);
  const { card, holds } = await readKeyCard(api, owner);
  if (signed === undefined || card === undefined || !holds) {
    throw new EnclaveError('SIGNATURE', 'key list of the owner');
  }
  await verifySigned(UsagePolicy, signed, card.approvers, globalThis.crypto);
}

function chainLine({ name, value }: Doc<UsagePolicy>): string {
  const { seq, thresholds, threshold, expires } = value;
  const numbers = `groups of ${thresholds.entitiesMin}, ${threshold.jobsMax} jobs`;
  return `${String(seq).padStart(3)}  ${name}  ${numbers}, until ${day(expires)}`;
}

async function show(values: Values, id: string): Promise<number> {
  knowOwnBuild();
  const { api } = openSession(values);
  const found = await api.dataset.read.query({ dataset: datasetId(id) });
  const chain = chainOf(found.policies, id);
  const [newest] = chain;
  if (newest === undefined) {
    note('there is no rule, so the dataset cannot be used');
    return exitCodes.no;
  }
  const { name, value } = newest;
  const owner = hashSchema.parse(found.organisation.party);
  await requireSigned(api, owner, found.policies, name);
  if (values.json) {
    const choices = choicesOf(newest, builtTemplates(), Math.floor(Date.now() / 1000));
    const documents = values.chain ? chain : [newest];
    printJson({
      ...{ dataset: id, policy: name, seq: value.seq, expires: value.expires, choices },
      withdrawn: found.withdrawnAt !== null,
      chain: documents.map((one) => ({ policy: one.name, document: one.value })),
    });
    return exitCodes.ok;
  }
  print(`${found.organisation.name}: ${found.name}`);
  if (found.withdrawnAt !== null) print('WITHDRAWN: no job can use it, whatever the rule says');
  print(ruleText(value, await readTable(api, found.collaborationId)));
  print(`\npolicy   ${name}\nnumber   ${value.seq}\nexpires  ${day(value.expires)}`);
  print(
    `signed   by the owner, ${recognitionWords(owner)}; that it is the newest the platform says`,
  );
  if (values.chain) print(['', ...chain.map(chainLine)].join('\n'));
  return exitCodes.ok;
}

/**
 * The rule signed last with a proposal adopted. Throws MALFORMED for what is no proposal, or
 * withdrawn.
 */
async function ruleAdopting(api: Api, { policy }: OwnDataset, name: string): Promise<RuleChoices> {
  if (policy === undefined) {
    throw new UsageError('there is no rule yet that could adopt a proposal: state one with --rule');
  }
  const { proposal, organisation } = await readProposed(api, name);
  note(`adopts "${proposal.title}", which ${organisation} proposed, says the platform`);
  const choices = choicesOf(policy, builtTemplates(), Math.floor(Date.now() / 1000));
  return adopting(choices, proposal);
}

interface NextRule {
  readonly policy: Doc<UsagePolicy>;
  readonly rows: readonly RuleDifference[];
  readonly table: CollaborationTable;
  readonly broker: VerifiedBroker;
}

/**
 * The rule that follows on the one signed last. The broker is verified before its name goes into
 * it.
 */
async function nextRule(
  { api, desk }: SignedIn,
  dataset: OwnDataset,
  rule: RuleChoices,
): Promise<NextRule> {
  requireCompared(desk.member, [...rule.analysts, ...rule.receivers, ...rule.partners]);
  const broker = await verifyBrokerAt(desk);
  await rememberAt(desk, withHead(desk.member.memory, broker));
  const table = await readTable(api, dataset.collaboration);
  const context = {
    registry: builtTemplates(),
    collaboration: dataset.collaboration,
    broker: broker.id,
    table,
    ...ruleTimes(rule, dataset.policy),
  };
  const policy = policyOf(rule, dataset.manifest, context, dataset.policy);
  const now = Math.floor(Date.now() / 1000);
  const { isPaused } = dataset;
  const grids = knownGrids([dataset.policy, policy], dataset.manifest, context);
  const rows = ruleDifferences(dataset.policy?.value, policy.value, { isPaused, now, grids });
  return { policy, rows, table, broker };
}

async function set(values: Values, id: string): Promise<number> {
  knowOwnBuild();
  const { proposal } = values;
  if (proposal !== undefined && namesRule(values)) {
    throw new UsageError('--proposal changes the rule that is signed: no other rule beside it');
  }
  const stated = proposal === undefined ? readRule(values) : undefined;
  const signedIn = await openMemberHere(values);
  const { api, desk } = signedIn;
  const dataset = await ownDataset(signedIn, id);
  const rule = stated ?? (await ruleAdopting(api, dataset, proposal ?? ''));
  const { policy, rows, table, broker } = await nextRule(signedIn, dataset, rule);
  if (!grantsToo(dataset, broker.id) && rows.every(({ effect }) => effect === 'same')) {
    note('nothing changes: the rule that is signed allows exactly this');
    return exitCodes.ok;
  }
  print(`${dataset.name}, rule ${policy.value.seq}:\n${ruleText(policy.value, table)}`);
  print(`\nagainst the rule before:\n${differencesText(rows, table)}`);
  const { changed, added, removed } = entryChanges(dataset.policy?.value, policy.value);
  for (const { entry, changes } of changed)
    print(`${entry.format} changes:\n${changesText(changes)}`);
  for (const entry of added) print(`new machine, in full: ${JSON.stringify(entry, null, 2)}`);
  for (const entry of removed) print(`no longer: ${JSON.stringify(entry, null, 2)}`);
  print(`\npolicy hash  ${policy.name}`);
  if (values.yes !== policy.name) {
    note(`not signed. To sign: parley policy set ${id} … --yes ${policy.name}`);
    return exitCodes.no;
  }
  if (rows.some(({ effect }) => effect === 'wider') && !values.wider) {
    note('not signed: this rule allows more than the one before; say --wider');
    return exitCodes.no;
  }
  const done = await setPolicy(desk, dataset, policy, values['new-broker']);
  const accepted = done.isGranted
    ? 'signed with the key to the dataset, and the key broker accepted both'
    : 'signed, and the key broker accepted it';
  note(done.isInForce ? accepted : 'signed; it waits for the signature of a colleague');
  return exitCodes.ok;
}

async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options });
  const [verb, id, ...extra] = positionals;
  const known = verb === 'show' || verb === 'set';
  if (!known || id === undefined || extra.length > 0) {
    throw new UsageError('policy knows "show DATASET" and "set DATASET"; see --help');
  }
  return verb === 'show' ? show(values, id) : set(values, id);
}

export const policy: Command = { name: 'policy', summary: 'rules of datasets', help, run };
