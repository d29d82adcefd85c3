// A job as it is judged before anybody approved it and before any worker ran: what it says, what is
// held of its inputs, and the lines that its judges answer with.

import type {
  Assurance,
  DatasetManifest,
  Doc,
  Hash,
  JobInput,
  JobSpec,
  PartyCard,
  RefusalCode,
  UsagePolicy,
} from '../protocol/index.ts';
import { prepareJob, type PreparedJob, type TemplateRegistry } from '../templates/index.ts';

/** What a job says, before it has a nonce and a signature. */
export type JobText = Pick<
  JobSpec,
  | 'collaboration'
  | 'analyst'
  | 'template'
  | 'code'
  | 'params'
  | 'inputs'
  | 'release'
  | 'recipients'
  | 'expires'
>;

/** One input with what is held of it. */
export interface TermInput {
  readonly input: JobInput;
  readonly manifest: Doc<DatasetManifest> | undefined;
  /** In force. */
  readonly policy: Doc<UsagePolicy> | undefined;
}

/** A job with what its terms are judged on. */
export interface Terms {
  readonly registry: TemplateRegistry;
  readonly broker: { readonly id: Hash; readonly assurance: Assurance };
  readonly job: { readonly value: JobText };
  readonly inputs: readonly TermInput[];
  readonly cardOf: (party: Hash) => PartyCard | undefined;
  /** "party/kind/name", or "narrower/code/name". */
  readonly withdrawn: ReadonlySet<string>;
  /** Seconds since 1970. */
  readonly at: number;
}

export type TermRule =
  | 'clock'
  | 'jobExpiry'
  | 'question'
  | 'mode'
  | 'cells'
  | 'jobGrid'
  | 'inputSize'
  | 'sameTable'
  | 'manifest'
  | 'world'
  | 'inForce'
  | 'version'
  | 'collaboration'
  | 'broker'
  | 'expiry'
  | 'withdrawn'
  | 'recipients'
  | 'analyst'
  | 'receivers'
  | 'partners'
  | 'code'
  | 'template'
  | 'params'
  | 'columns'
  | 'grid'
  | 'partnerSize';

export interface TermLine {
  readonly rule: TermRule;
  /** For which a broker refuses the job if this line fails. */
  readonly code: RefusalCode;
  readonly passed: boolean;
  /** The party whose rule or table it is; absent for the question itself. */
  readonly owner?: Hash;
  /** What the job asks for. */
  readonly wanted?: string;
  /** What is allowed instead. */
  readonly allowed?: string;
}

/** A line before it is said whose it is. */
export type Line = Omit<TermLine, 'owner'>;
/** An input of which everything is held. */
export type Held = TermInput &
  Required<{ [K in 'manifest' | 'policy']: NonNullable<TermInput[K]> }>;

/** The template with this job's parameters. Throws TEMPLATE_UNKNOWN or PARAMS. */
export function preparedTemplate({
  registry,
  inputs,
  job,
}: Pick<Terms, 'registry' | 'inputs' | 'job'>): PreparedJob {
  const held = inputs.flatMap(({ input: { alias }, manifest, policy }) =>
    manifest === undefined ? [] : [{ alias, manifest, policy }],
  );
  return prepareJob(registry, { ...job.value, inputs: held });
}

/** The line as one of the owner of that table. */
export function withOwner(line: Line, manifest: TermInput['manifest']): TermLine {
  const owner = manifest?.value.owners[0];
  return owner === undefined ? line : { ...line, owner };
}
