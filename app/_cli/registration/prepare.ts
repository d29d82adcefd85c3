// The first half of a registration: the table checked and sealed, the rule made from the choices,
// everything kept on one's own disk. The platform has got nothing but questions.

import { setFlagsFromString } from 'node:v8';
import {
  adoptDataset,
  openOwnFile,
  requireFamiliar,
  readCsv,
  sealDataset,
  type CsvTable,
  type OpenedFile,
  type SealedDataset,
} from '#enclave/participant/index.ts';
import { EnclaveError, type Doc, type Hash, type UsagePolicy } from '#enclave/protocol/index.ts';
import { nativeChunkCipher } from '#enclave/sealing/node.ts';
import { builtTemplates } from '../../_client/session/build-facts.ts';
import { rememberAt, verifyBrokerAt } from '../../_client/acts/desk.ts';
import { requireCompared, withHead } from '../../_client/session/member.ts';
import type { OwnDataset } from '../../_client/tables/own-dataset.ts';
import { readTable, type CollaborationTable } from '../../_client/tables/table-of.ts';
import { choicesOf, expiryOf, policyOf } from '../../_policy/next-rule.ts';
import type { RuleChoices } from '../../_policy/rule-choices.ts';
import { UsageError } from '../command.ts';
import { readInput, textOf } from '../files.ts';
import type { SignedIn } from '../platform-session.ts';
import type { RegistrationTerms } from './pending.ts';
import { declareTable, sha256, type TableValues } from './table-options.ts';

const secondsPerDay = 86_400;

/**
 * When a rule is made and when it ends, in seconds since 1970. Its days begin at the nearest
 * midnight UTC, so that the same rule made again soon is the same document; days that were not
 * touched keep the end signed.
 */
export function ruleTimes(rule: RuleChoices, before: Doc<UsagePolicy> | undefined) {
  const now = Math.floor(Date.now() / 1000);
  const midnight = Math.round(now / secondsPerDay) * secondsPerDay;
  return { now, expires: expiryOf(rule, before, now, midnight) };
}

export type Source =
  | { readonly kind: 'csv'; readonly table: CsvTable }
  | { readonly kind: 'sealed'; readonly table: CsvTable; readonly opened: OpenedFile };

/** Throws TableError with every fault of the file itself. */
export function readCsvFile(path: string): Source {
  // A million rows make more garbage than table: collecting early costs seconds and halves the
  // memory.
  setFlagsFromString('--optimize-for-size');
  return { kind: 'csv', table: readCsv(readInput(path)) };
}

/** The native identity in a file of age-keygen: its only line that is no comment. */
function ageIdentity(path: string): string {
  const lines = textOf(readInput(path), path).split(/\r?\n/);
  const [identity, ...more] = lines.filter((line) => line !== '' && !line.startsWith('#'));
  if (identity === undefined || more.length > 0) {
    throw new UsageError(`${path} does not hold one age identity`);
  }
  return identity;
}

/** By the place of the fault; any other is told by its code. */
const faults: Readonly<Record<string, string>> = {
  header: 'not sealed to this identity, or by a passphrase',
  'Parquet magic': 'opens, but what is inside is no Parquet file; seal CSV by naming the CSV file',
};

/** A file that an age tool sealed to the party itself, or to the identity in a file. */
export async function openSealedFile(
  { member }: SignedIn,
  path: string,
  identityFile: string | undefined,
): Promise<Source> {
  setFlagsFromString('--optimize-for-size');
  const identity =
    identityFile === undefined ? member.party.keys.identity : ageIdentity(identityFile);
  try {
    const opened = await openOwnFile(readInput(path), identity, nativeChunkCipher);
    return { kind: 'sealed', table: opened.table, opened };
  } catch (cause) {
    if (!(cause instanceof EnclaveError)) throw cause;
    const words = faults[cause.place] ?? cause.message;
    throw new UsageError(`${path}: ${words}`, { cause });
  }
}

export interface RegistrationWish {
  readonly collaboration: Hash;
  readonly name: string;
  readonly source: Source;
  readonly columns: TableValues;
  /** The explicit yes to a key broker that does not follow from a known one. */
  readonly acceptsStranger: boolean;
  /** Absent: the rule of the version before goes on. */
  readonly rule?: RuleChoices;
  readonly previous?: OwnDataset;
}

export interface PreparedRegistration {
  readonly terms: RegistrationTerms;
  readonly sealed: SealedDataset;
  readonly table: CollaborationTable;
}

async function sealSource(
  { member }: SignedIn,
  { source, columns, previous }: RegistrationWish,
): Promise<SealedDataset> {
  const before = previous?.manifest;
  const { table, declared } = declareTable(source.table, columns, before?.value);
  const draft = {
    ...declared,
    assurance: 'simulated' as const,
    client: 'independent' as const,
    ...(before === undefined ? {} : { previous: before }),
  };
  return source.kind === 'csv'
    ? sealDataset(globalThis.crypto, sha256, member.party, table, draft)
    : adoptDataset(globalThis.crypto, sha256, member.party, source.opened, draft);
}

/** Throws TableError, PARTY_UNPINNED, and whatever the check of the broker refuses. */
export async function prepareRegistration(
  signedIn: SignedIn,
  wish: RegistrationWish,
): Promise<PreparedRegistration> {
  const { api, desk } = signedIn;
  const { collaboration, name, previous } = wish;
  const before = previous?.policy;
  const registry = builtTemplates();
  const stated = () =>
    before === undefined ? undefined : choicesOf(before, registry, Math.floor(Date.now() / 1000));
  const rule = wish.rule ?? stated();
  if (rule === undefined) throw new UsageError('this needs --rule FILE.json or --preset');
  requireCompared(desk.member, [...rule.analysts, ...rule.receivers, ...rule.partners]);
  const broker = await verifyBrokerAt(desk);
  requireFamiliar(broker, wish.acceptsStranger);
  await rememberAt(desk, withHead(desk.member.memory, broker, wish.acceptsStranger));
  const table = await readTable(api, collaboration);
  const sealed = await sealSource(signedIn, wish);
  const context = {
    ...{ registry, collaboration, broker: broker.id, table },
    ...ruleTimes(rule, before),
    manifestBefore: previous?.manifest,
  };
  const policy = policyOf(rule, sealed.manifest, context, before);
  return { terms: { collaboration, name, manifest: sealed.manifest, policy }, sealed, table };
}
