// What the steps of the builder get.

import type { VerifiedBroker } from '#enclave/participant/index.ts';
import type { Template } from '#enclave/templates/index.ts';
import type { Member } from '#app/_client/session/member.ts';
import type { Preflight } from '#app/_client/jobs/preflight.ts';
import type { CollaborationTable } from '#app/_client/tables/table-of.ts';
import type { TemplateWords } from '#app/_text/templates/template-words.ts';
import type { DraftValues } from './draft.ts';

export const steps = ['data', 'parameters', 'check', 'summary'] as const;
export type Step = (typeof steps)[number];

export interface PreparedProps {
  readonly collaboration: string;
  readonly member: Member;
}

export interface BuildingProps extends PreparedProps {
  readonly table: CollaborationTable;
  readonly broker: VerifiedBroker;
}

/** What each step gets. */
export interface StepProps extends BuildingProps {
  readonly values: DraftValues;
  readonly template: Template;
  readonly words: TemplateWords;
  /** Ids of everything that can be asked. */
  readonly questions: readonly string[];
  /** Of the draft that this job takes the place of, once it was saved. */
  readonly draftId: string | undefined;
  readonly onChange: (change: Partial<DraftValues>) => void;
  readonly check: Preflight;
  /** Begins another question. */
  readonly onQuestion: (question: string) => void;
  readonly onStep: (step: Step) => void;
}
