// What the steps of a registration get and change.

import type { TableProblem } from '#enclave/participant/index.ts';
import type { DatasetManifest, Doc, UsagePolicy } from '#enclave/protocol/index.ts';
import type { Member } from '#app/_client/session/member.ts';
import type { RuleChoices } from '#app/_policy/rule-choices.ts';
import type { Sealer } from '#app/_client/tables/sealer.ts';
import type { ColumnChoice, KeyChoice } from './columns.ts';

export const steps = ['file', 'columns', 'check', 'policy', 'seal'] as const;
export type Step = (typeof steps)[number];

/** What a new version follows: the description and the rule signed last. */
export interface VersionBefore {
  readonly dataset: string;
  readonly manifest: Doc<DatasetManifest>;
  readonly policy: Doc<UsagePolicy> | undefined;
}

/** What is known so far; a step adds to it. */
export interface Registering {
  readonly collaboration: string;
  readonly name: string;
  readonly fileName: string;
  readonly fileBytes: number;
  readonly rows: number;
  readonly columns: readonly ColumnChoice[];
  readonly key: KeyChoice;
  readonly rule: RuleChoices;
  /** Until then the rule lets questions group by what the columns offer. */
  readonly isRuleTouched: boolean;
  readonly problems: readonly TableProblem[];
  readonly problemsTotal: number;
  /** Set for a new version of a dataset that exists. */
  readonly version?: VersionBefore;
  readonly acceptsStranger: boolean;
}

export interface RegisterStepProps {
  readonly member: Member;
  readonly sealer: Sealer;
  readonly state: Registering;
  readonly onChange: (change: Partial<Registering>) => void;
  readonly onStep: (step: Step) => void;
  readonly collaborations: readonly { readonly id: string; readonly name: string }[];
}
