// What a new rule allows that the one before did not, and the other way round: by meaning, per
// field, over the documents themselves.

import { constraintText } from '#enclave/decision/index.ts';
import { differingValues, entriesEffect, type EntryChange } from '#enclave/participant/index.ts';
import {
  canonicalBytes,
  hashOf,
  type Hash,
  type UsagePolicy,
  type WorkerRequirements,
} from '#enclave/protocol/index.ts';
import { say } from '../_text/text.ts';
import type { KnownGrids } from './rule-scope.ts';

export const ruleFields = [
  'state',
  'analysts',
  'receivers',
  'partners',
  'questions',
  'params',
  'grids',
  'columns',
  'versions',
  'smallest',
  'jobs',
  'expires',
  'code',
  'brokers',
] as const;
export type RuleField = (typeof ruleFields)[number];

export interface RuleDifference {
  readonly field: RuleField;
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly effect: 'narrower' | 'same' | 'wider';
}

export interface RuleContextNow {
  /** The rule before was withdrawn: it allows nothing now. */
  readonly isPaused: boolean;
  /** Seconds since 1970. */
  readonly now: number;
  /** What grids stand for; one that is not here and is new allows more. */
  readonly grids?: KnownGrids;
}

/** A list that gains anything allows more, whatever it loses. */
function listRow(
  field: RuleField,
  before: readonly string[],
  after: readonly string[],
): RuleDifference {
  const gains = after.some((value) => !before.includes(value));
  const loses = before.some((value) => !after.includes(value));
  return { field, before, after, effect: gains ? 'wider' : loses ? 'narrower' : 'same' };
}

/**
 * A grid that takes the place of one with the same table and smaller groups allows less: no other
 * table can be asked for.
 */
function gridsRow(
  before: readonly Hash[],
  after: readonly Hash[],
  known: KnownGrids = new Map(),
): RuleDifference {
  const gone = before.filter((grid) => !after.includes(grid)).map((grid) => known.get(grid));
  const isReplacement = (grid: Hash) => {
    const facts = known.get(grid);
    return gone.some(
      (one) =>
        facts !== undefined &&
        one?.shape === facts.shape &&
        one.entitiesMin <= facts.entitiesMin &&
        one.classMin <= facts.classMin,
    );
  };
  const row = listRow('grids', before, after);
  const come = after.filter((grid) => !before.includes(grid));
  return row.effect === 'wider' && come.every(isReplacement) ? { ...row, effect: 'narrower' } : row;
}

/** `more` says whether a larger number allows more. */
function numberRow(
  field: RuleField,
  before: number | undefined,
  after: number,
  more: boolean,
): RuleDifference {
  const values = { before: before === undefined ? [] : [String(before)], after: [String(after)] };
  if (before === undefined) return { field, ...values, effect: 'wider' };
  if (before === after) return { field, ...values, effect: 'same' };
  return { field, ...values, effect: after > before === more ? 'wider' : 'narrower' };
}

/** Each allowed value of each parameter of each question, one line each. */
function paramsOf(policy: UsagePolicy | undefined): readonly string[] {
  return (policy?.templates ?? []).flatMap(({ id, params }) =>
    Object.entries(params).flatMap(([name, allowed]) =>
      'oneOf' in allowed
        ? allowed.oneOf.map((value) => `${id} ${name}: ${String(value)}`)
        : [`${id} ${name}: ${constraintText(allowed)}`],
    ),
  );
}

/** An entry by its format, code and hash: a changed bound is another entry. */
const entryLabel = (entry: WorkerRequirements) =>
  `${entry.format} ${entry.code} ${hashOf(canonicalBytes(entry))}`;

function listsOf(policy: UsagePolicy | undefined) {
  return {
    analysts: policy?.analysts ?? [],
    receivers: policy?.receivers ?? [],
    partners: policy?.partners ?? [],
    questions: (policy?.templates ?? []).map(
      ({ id, version, digest }) => `${id} ${version} ${digest}`,
    ),
    params: paramsOf(policy),
    grids: policy?.threshold.grids ?? [],
    columns: (policy?.columns ?? []).flatMap(({ name, roles }) =>
      roles.map((role) => `${name} (${role})`),
    ),
    versions: (policy?.versions ?? []).map(String),
    code: (policy?.enclaves ?? []).map(entryLabel),
    brokers: policy?.brokers ?? [],
  };
}

function stateOf(before: UsagePolicy | undefined, { isPaused, now }: RuleContextNow): string {
  if (isPaused) return 'paused';
  return before !== undefined && before.expires < now ? 'expired' : 'inForce';
}

/** In the order of `ruleFields`. Without a rule before, everything allows more. */
export function ruleDifferences(
  before: UsagePolicy | undefined,
  after: UsagePolicy,
  context: RuleContextNow,
): readonly RuleDifference[] {
  const had = listsOf(before);
  const has = listsOf(after);
  return ruleFields.map((field) => {
    switch (field) {
      case 'state': {
        const state = stateOf(before, context);
        const effect = state === 'inForce' ? 'same' : 'wider';
        return { field, before: [state], after: ['inForce'], effect };
      }
      case 'smallest':
        return numberRow(
          field,
          before?.thresholds.entitiesMin,
          after.thresholds.entitiesMin,
          false,
        );
      case 'jobs':
        return numberRow(field, before?.threshold.jobsMax, after.threshold.jobsMax, true);
      case 'expires':
        return numberRow(field, before?.expires, after.expires, true);
      case 'code':
        return {
          ...{ field, before: had.code, after: has.code },
          effect: entriesEffect(before?.enclaves ?? [], after.enclaves),
        };
      case 'grids':
        return gridsRow(had.grids, has.grids, context.grids);
      case 'analysts':
      case 'receivers':
      case 'partners':
      case 'questions':
      case 'params':
      case 'columns':
      case 'versions':
      case 'brokers':
        return listRow(field, had[field], has[field]);
    }
  });
}

export interface ChangedEntry {
  readonly entry: WorkerRequirements;
  /** Against the entry of the rule before that it is nearest to. */
  readonly changes: readonly EntryChange[];
}

export interface EntryChanges {
  readonly changed: readonly ChangedEntry[];
  readonly added: readonly WorkerRequirements[];
  readonly removed: readonly WorkerRequirements[];
}

/** Entries for hardware in which two rules differ: what a label by hash leaves out. */
export function entryChanges(before: UsagePolicy | undefined, after: UsagePolicy): EntryChanges {
  const had = before?.enclaves ?? [];
  const others = (from: readonly WorkerRequirements[], than: readonly WorkerRequirements[]) => {
    const known = new Set(than.map(entryLabel));
    return from.filter((entry) => entry.format !== 'simulated' && !known.has(entryLabel(entry)));
  };
  const start: EntryChanges = { changed: [], added: [], removed: others(had, after.enclaves) };
  return others(after.enclaves, had).reduce(placed, start);
}

/**
 * An entry that is new, beside the one of its format that went and differs least; alone if none
 * went.
 */
function placed(so: EntryChanges, entry: WorkerRequirements): EntryChanges {
  const [nearest] = so.removed
    .filter((one) => one.format === entry.format)
    .map((one) => ({ one, changes: differingValues(one, entry) }))
    .sort((a, b) => a.changes.length - b.changes.length);
  if (nearest === undefined) return { ...so, added: [...so.added, entry] };
  return {
    ...so,
    changed: [...so.changed, { entry, changes: nearest.changes }],
    removed: so.removed.filter((one) => one !== nearest.one),
  };
}

/** A value of an entry for people: several in a line each. */
export function entryValueText(value: unknown): string {
  const parts: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (value === undefined || parts.length === 0) return say('edit.diff.entries.nothing');
  return parts.map((part) => (typeof part === 'string' ? part : JSON.stringify(part))).join('\n');
}
