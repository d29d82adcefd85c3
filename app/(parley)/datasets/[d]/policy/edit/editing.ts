// What an edit of a rule starts from, and how far a draft is from what was signed last.

import type { Doc, UsagePolicy } from '#enclave/protocol/index.ts';
import type { OwnDataset } from '#app/_client/tables/own-dataset.ts';
import type { Proposed } from '#app/_client/policies/proposed.ts';
import type { CollaborationTable } from '#app/_client/tables/table-of.ts';
import { builtTemplates } from '#app/_client/session/build-facts.ts';
import { knownGrids } from '#app/_policy/next-rule.ts';
import { ruleDifferences } from '#app/_policy/rule-differences.ts';

export interface Editing extends OwnDataset {
  readonly table: CollaborationTable;
  /** To be adopted: the draft starts with it. */
  readonly proposed?: Proposed;
}

export function differencesIn(editing: Editing, next: Doc<UsagePolicy>, now: number) {
  const { policy, isPaused, manifest, table } = editing;
  const grids = knownGrids([policy, next], manifest, { registry: builtTemplates(), table });
  return ruleDifferences(policy?.value, next.value, { isPaused, now, grids });
}
