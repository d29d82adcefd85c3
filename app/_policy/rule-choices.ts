// A rule as people decide it: who, which questions, about which data, how small a group may show,
// how often, until when. The policy that is signed is made from these choices (next-rule.ts).

import * as z from 'zod';
import { simulatedWorker, adopt, type ReferenceProposal } from '#enclave/participant/index.ts';
import {
  columnNameSchema,
  entitiesMinDefault,
  entitiesMinFloor,
  hashSchema,
  namesMax,
  partiesMax,
  sorted,
  workerRequirementsSchema,
  type Column,
  type Doc,
  type Hash,
  type UsagePolicy,
} from '#enclave/protocol/index.ts';
import type { CollaborationTable } from '../_client/tables/table-of.ts';

const partyList = z.array(hashSchema).max(partiesMax).readonly();
const daysMax = 3650;
const jobsAtMost = 10_000;
const personsAtMost = 1_000_000;

/** The form of the page as JSON: nothing may be left out, nothing else may stand there (R16). */
export const ruleChoicesSchema = z.strictObject({
  analysts: partyList,
  receivers: partyList,
  partners: partyList,
  /** Template ids; `id@digest` for a template of another build that the signed rule allows. */
  questions: z.array(z.string().min(1).max(160)).max(namesMax).readonly(),
  /** Aliases of the datasets that questions may name beside the rule's own. */
  datasets: z.array(z.string().min(1).max(64)).max(namesMax).readonly(),
  /** Columns that questions may group by. */
  groupings: z.array(columnNameSchema).max(namesMax).readonly(),
  /** Also all that the ticked data and groupings make possible and the signed rule leaves out. */
  catchUp: z.boolean(),
  /** Persons. */
  entitiesMin: z.int().min(entitiesMinFloor).max(personsAtMost),
  jobsMax: z.int().min(1).max(jobsAtMost),
  /** From today. */
  days: z.int().min(1).max(daysMax),
  /** On which machines, each entry as it is signed. */
  enclaves: z.array(workerRequirementsSchema).max(namesMax).readonly(),
});
export type RuleChoices = Readonly<z.infer<typeof ruleChoicesSchema>>;

export const ruleNumbers = ['entitiesMin', 'jobsMax', 'days'] as const;
export type RuleNumber = (typeof ruleNumbers)[number];

/** What each number of a rule may be. */
export const ruleBounds: Readonly<
  Record<RuleNumber, { readonly min: number; readonly max: number }>
> = {
  entitiesMin: { min: entitiesMinFloor, max: personsAtMost },
  jobsMax: { min: 1, max: jobsAtMost },
  days: { min: 1, max: daysMax },
};

/** Numbers that no rule may have; a rule with one of them is not made. */
export function badNumbers(choices: RuleChoices): readonly RuleNumber[] {
  return ruleNumbers.filter(
    (name) => !ruleChoicesSchema.shape[name].safeParse(choices[name]).success,
  );
}

/** Allowed, but smaller than groups usually are. */
export function isSmall({ entitiesMin }: Pick<RuleChoices, 'entitiesMin'>): boolean {
  return entitiesMin < entitiesMinDefault;
}

/** Persons of each class: the form does not ask, a signed rule keeps what it says. */
export function classMinOf(signed: Doc<UsagePolicy> | undefined): number {
  return signed?.value.thresholds.classMin ?? 10;
}

export const presets = {
  strict: { entitiesMin: 50, jobsMax: 5, days: 30 },
  standard: { entitiesMin: entitiesMinDefault, jobsMax: 20, days: 90 },
} as const;
export type Preset = keyof typeof presets;

/** Where a form begins: on this build's worker, for nobody. */
export function emptyRule(worker: Hash): RuleChoices {
  return {
    ...{ analysts: [], receivers: [], partners: [], questions: [], datasets: [], groupings: [] },
    catchUp: false,
    ...presets.standard,
    enclaves: [simulatedWorker(worker)],
  };
}

/** Nobody could ask anything, nobody could read the answer, or nothing could compute it. */
export function isEmptyRule(rule: RuleChoices): boolean {
  return [rule.analysts, rule.receivers, rule.questions, rule.enclaves].some(
    (list) => list.length === 0,
  );
}

/** The same rule, on the machines that stand in it once the proposal is adopted. */
export function adopting(choices: RuleChoices, proposal: ReferenceProposal): RuleChoices {
  return { ...choices, enclaves: adopt(choices.enclaves, proposal) };
}

/** Names of the columns that results can be grouped by, each once. */
export function groupingsOf(
  columns: readonly Pick<Column, 'name' | 'role' | 'domain'>[],
): readonly string[] {
  const found = columns.filter(
    ({ role, domain }) => role === 'dimension' && domain.kind === 'enum',
  );
  return sorted([...new Set(found.map(({ name }) => name))]);
}

/** Who is ticked as a partner brings its data along, who is unticked takes them away. */
export function withPartners(
  choices: RuleChoices,
  partners: readonly Hash[],
  { datasets }: CollaborationTable,
): RuleChoices {
  const aliasesOf = (parties: readonly Hash[]) =>
    datasets
      .filter(({ manifest }) => manifest.value.owners.some((owner) => parties.includes(owner)))
      .map(({ alias }) => alias);
  const come = partners.filter((party) => !choices.partners.includes(party));
  const gone = choices.partners.filter((party) => !partners.includes(party));
  const left = choices.datasets.filter((alias) => !aliasesOf(gone).includes(alias));
  return { ...choices, partners, datasets: [...new Set([...left, ...aliasesOf(come)])] };
}
