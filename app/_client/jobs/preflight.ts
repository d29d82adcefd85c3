// Which rule of which owner bites, before anybody signs: the judge of the key broker itself
// (decision/terms.ts), on the documents that this browser has read.

import { judgeTerms, type TermLine, type TermRule } from '#enclave/decision/index.ts';
import { jobText, type JobDraft, type VerifiedBroker } from '#enclave/participant/index.ts';
import { EnclaveError, noPrevious, type Hash } from '#enclave/protocol/index.ts';
import { prepareJob, type PreparedJob, type TemplateRegistry } from '#enclave/templates/index.ts';
import type { TableParty } from '../tables/table-of.ts';

export type PreflightRule = TermRule;
export type PreflightLine = TermLine;

export interface Preflight {
  readonly lines: readonly PreflightLine[];
  readonly passed: boolean;
  readonly prepared?: PreparedJob;
}

export interface PreflightContext {
  readonly registry: TemplateRegistry;
  readonly broker: Pick<VerifiedBroker, 'id' | 'genesis'>;
  readonly analyst: Hash;
  /** With their cards in force. */
  readonly parties: readonly TableParty[];
  /** Seconds since 1970. */
  readonly at: number;
}

/** Everybody whom a job concerns: owners of its inputs, and who will read the answer. */
export function partiesOf({ inputs, recipients }: JobDraft): readonly Hash[] {
  return [
    ...inputs.flatMap(({ manifest }) => manifest.value.owners),
    ...recipients.map(({ party }) => party),
  ];
}

/**
 * The template's reading of the draft; none if it refuses it, which is a line of the judge then.
 */
function readingOf(registry: TemplateRegistry, draft: JobDraft): PreparedJob | undefined {
  try {
    return prepareJob(registry, draft);
  } catch (error) {
    if (error instanceof EnclaveError) return undefined;
    throw error;
  }
}

const unread = { grid: noPrevious, cells: 1 };

/** Never throws for a draft that the question itself refuses: that is a line too. */
export function preflight(draft: JobDraft, context: PreflightContext): Preflight {
  const { registry, broker, analyst, parties, at } = context;
  const prepared = readingOf(registry, draft);
  const text = jobText(draft, analyst, prepared ?? unread);
  const lines = judgeTerms({
    ...{ registry, at, job: { value: text }, withdrawn: new Set<string>() },
    broker: { id: broker.id, assurance: broker.genesis.value.assurance },
    cardOf: (party) => parties.find((one) => one.party === party)?.card.value,
    inputs: text.inputs.map((input) => {
      const found = draft.inputs.find(({ alias }) => alias === input.alias);
      return { input, manifest: found?.manifest, policy: found?.policy };
    }),
  });
  // Nothing judged is nothing passed.
  const passed = lines.length > 0 && lines.every((line) => line.passed);
  return prepared === undefined ? { lines, passed } : { lines, passed, prepared };
}
