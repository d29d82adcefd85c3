import { parseArgs } from 'node:util';
import { TableError } from '#enclave/participant/index.ts';
import { columnRoles, type Hash } from '#enclave/protocol/index.ts';
import { builtTemplates } from '../../_client/session/build-facts.ts';
import type { OwnDataset } from '../../_client/tables/own-dataset.ts';
import { knownGrids } from '../../_policy/next-rule.ts';
import { ruleDifferences, type RuleDifference } from '../../_policy/rule-differences.ts';
import { formatCount } from '../../_text/format.ts';
import { UsageError, exitCodes, note, print } from '../command.ts';
import { knowOwnBuild } from '../own-build.ts';
import { ownDataset } from '../own-dataset.ts';
import { openMemberHere, platformOptions, type SignedIn } from '../platform-session.ts';
import { hashIn } from '../read-words.ts';
import { handIn } from '../registration/hand-in.ts';
import { forgetPending, keepPending, openPending } from '../registration/pending.ts';
import {
  openSealedFile,
  prepareRegistration,
  readCsvFile,
  type PreparedRegistration,
  type Source,
} from '../registration/prepare.ts';
import { namesRule, readRule, ruleHelp, ruleOptions } from '../registration/rule-options.ts';
import { differencesText, ruleText } from '../registration/rule-text.ts';
import { notePlaces, tableOptions } from '../registration/table-options.ts';
import { UploadError } from '../upload.ts';

export const registerHelp = `parley dataset register FILE.csv --collaboration ID --name NAME --column NAME[:ROLE] …
    --entity-domain TEXT (--rule FILE.json | --preset …) --identity FILE
parley dataset register FILE.csv --previous DATASET --identity FILE     a new version of your dataset
parley dataset register --sealed FILE.age …          a Parquet file that you sealed with an age tool
parley dataset register --yes HASH --identity FILE   signs and sends what was shown

The first run checks the table (faults by row and column), drops every column that is not named, seals,
verifies the key broker with the code of this program's own build, shows the rule in sentences and a hash,
and stops: the platform has got nothing, and the sealed file waits in --out. The second run, with --yes and
the whole hash, signs description, rule and key at once, registers and uploads. If it breaks off, the same
command goes on; what waited is removed once the platform has it all.

  --column NAME[:ROLE]     once per column; roles: ${columnRoles.join(', ')}
  --bad COLUMN=VALUE       for a label that says it in words: a value that means bad; the others mean good
  --rows COLUMN=WAY        what counts where several rows of a person differ: worst, only, max or min
  --normaliser exact|digits    how keys are compared (default exact)
${ruleHelp}
  --previous DATASET       columns, key, name and rule stay as they were signed unless they are given
  --wider                  for a new version whose rule allows more than the one before
  --new-broker             a key broker that follows from none that you knew: you asked, and trust it
  --sealed FILE.age        instead of the CSV file; sealed to "parley party recipient", or to
  --age-identity FILE      an identity of age-keygen
  --out DIR                where the sealed file waits (default parley-sealed)

Exit codes: 0 registered and uploaded, 1 shown and not signed, faults in the table, or broken off,
2 wrong command line or file, or refused.

Example:
  parley dataset register loans.csv --collaboration ID --name Loans --column person_id:entityKey \\
    --column region:dimension --entity-domain national-id --rule rule.json --identity alder.keys`;

const options = {
  ...platformOptions,
  ...tableOptions,
  ...ruleOptions,
  collaboration: { type: 'string' },
  name: { type: 'string' },
  previous: { type: 'string' },
  wider: { type: 'boolean', default: false },
  'new-broker': { type: 'boolean', default: false },
  sealed: { type: 'string' },
  'age-identity': { type: 'string' },
  out: { type: 'string', default: 'parley-sealed' },
  yes: { type: 'string' },
} as const;
type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>['values'];

const nameLengthMax = 80;

/** Where it goes and what it is called: of a new version, what the first one said. */
function placeOf({ collaboration, name }: Values, previous: OwnDataset | undefined) {
  if (previous !== undefined) {
    if (collaboration !== undefined || name !== undefined) {
      throw new UsageError('a new version keeps its collaboration and its name');
    }
    return { collaboration: previous.collaboration, name: previous.name };
  }
  const place = hashIn(collaboration, 'this needs --collaboration ID');
  const trimmed = name?.trim() ?? '';
  if (trimmed === '' || trimmed.length > nameLengthMax) {
    throw new UsageError(`this needs --name, of at most ${nameLengthMax} characters`);
  }
  return { collaboration: place, name: trimmed };
}

/** Beyond what every new version brings: its own number. */
function isWider(rows: readonly RuleDifference[]): boolean {
  return rows.some(({ field, effect }) => effect === 'wider' && field !== 'versions');
}

function showPrepared(
  { terms, table }: PreparedRegistration,
  previous: OwnDataset | undefined,
): readonly RuleDifference[] {
  const { manifest, policy, name } = terms;
  const { version, rowsRounded, entitiesRounded, columns, entityKey } = manifest.value;
  print(
    `${name}, version ${version}: about ${formatCount(rowsRounded)} rows of ${formatCount(entitiesRounded)} persons`,
  );
  for (const one of columns) print(`  ${one.name} (${one.role}, ${one.type})`);
  print(`  persons by ${entityKey.column}, domain ${entityKey.domain}\n`);
  print(ruleText(policy.value, table));
  if (previous?.policy === undefined) return [];
  const now = Math.floor(Date.now() / 1000);
  const { isPaused } = previous;
  const context = { registry: builtTemplates(), table };
  const grids = knownGrids([previous.policy, policy], manifest, context);
  const rows = ruleDifferences(previous.policy.value, policy.value, { isPaused, now, grids });
  print(`\nagainst the rule before:\n${differencesText(rows, table)}`);
  return rows;
}

async function prepare(
  values: Values,
  signedIn: SignedIn,
  source: Source,
  copyOf: string | undefined,
): Promise<number> {
  const previous =
    values.previous === undefined ? undefined : await ownDataset(signedIn, values.previous);
  const prepared = await prepareRegistration(signedIn, {
    ...placeOf(values, previous),
    source,
    acceptsStranger: values['new-broker'],
    columns: values,
    ...(previous !== undefined && !namesRule(values) ? {} : { rule: readRule(values) }),
    ...(previous === undefined ? {} : { previous }),
  });
  const rows = showPrepared(prepared, previous);
  if (isWider(rows) && !values.wider) {
    note('not offered for signing: this rule allows more than the one before; say --wider');
    return exitCodes.no;
  }
  const { terms, sealed } = prepared;
  const { party } = signedIn.member;
  const { hash, sealed: path } = await keepPending(values.out, party, terms, sealed, copyOf);
  print(`\nregistration hash  ${hash}`);
  note(`sealed: ${path}`);
  note(`not signed, nothing sent. To register: parley dataset register … --yes ${hash}`);
  return exitCodes.no;
}

async function signAndSend(values: Values, signedIn: SignedIn, hash: Hash): Promise<number> {
  const pending = await openPending(values.out, signedIn.member.party, hash);
  try {
    await handIn(signedIn, pending, values['new-broker']);
  } catch (error) {
    if (!(error instanceof UploadError)) throw error;
    note(`registered, but the upload broke off: ${error.message}\nthe same command goes on`);
    return exitCodes.no;
  } finally {
    pending.fileKey.wipe();
    pending.noiseShare.wipe();
  }
  forgetPending(values.out, hash);
  note(`registered and uploaded: ${pending.name}, version ${pending.manifest.value.version}`);
  print(pending.manifest.value.dataset);
  return exitCodes.ok;
}

async function readAndPrepare(values: Values, path: string | undefined): Promise<number> {
  const { sealed } = values;
  if ((path === undefined) === (sealed === undefined)) {
    throw new UsageError('register takes one CSV file, or --sealed FILE.age; see --help');
  }
  try {
    // The table first: with faults in it nobody is asked anything.
    const csv = path === undefined ? undefined : readCsvFile(path);
    const signedIn = await openMemberHere(values);
    const source = csv ?? (await openSealedFile(signedIn, sealed ?? '', values['age-identity']));
    return await prepare(values, signedIn, source, sealed);
  } catch (error) {
    if (!(error instanceof TableError)) throw error;
    notePlaces(path ?? sealed ?? '', error);
    return exitCodes.no;
  }
}

export async function register(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options });
  const [path, ...extra] = positionals;
  if (extra.length > 0) throw new UsageError('register takes one file; see --help');
  knowOwnBuild();
  if (values.yes === undefined) return readAndPrepare(values, path);
  const hash = hashIn(values.yes, '--yes takes the whole registration hash');
  return signAndSend(values, await openMemberHere(values), hash);
}
