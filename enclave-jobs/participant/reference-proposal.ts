// R17: admins propose reference values, and nothing follows from a proposal. It is no signed
// document: what it says has effect only where an owner adopts it in a rule and signs that.

import * as z from 'zod';
import {
  EnclaveError,
  canonicalBytes,
  checkShape,
  hashOf,
  hashSchema,
  namesMax,
  parseCanonical,
  sorted,
  sortedList,
  textSchema,
  workerRequirementsSchema,
  type Bytes,
  type Hash,
  type WorkerRequirements,
} from '../protocol/index.ts';

export const proposalBytesMax = 64 * 1024;
const entriesMax = 16;
const filesMax = 256;

/** Where code comes from, so that others can build it and get the same. */
const provenanceSchema = z.strictObject({
  /** Address of the source. */
  source: textSchema,
  /** Its revision. */
  commit: z.string().regex(/^([0-9a-f]{40}|[0-9a-f]{64})$/),
  /** What to run to build it. */
  recipe: textSchema,
  /** What was built: these files under these names make the code identity. */
  files: sortedList(
    z.strictObject({ file: textSchema, sha256: hashSchema }),
    filesMax,
    (one) => one.file,
  ).min(1),
});
export type BuildProvenance = z.infer<typeof provenanceSchema>;

const changeSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('accept'),
    entries: sortedList(workerRequirementsSchema, entriesMax).min(1),
    provenance: provenanceSchema,
  }),
  z.strictObject({
    kind: z.literal('deny-advisories'),
    /** As Intel names them: INTEL-SA-00615. */
    advisories: sortedList(textSchema, namesMax).min(1),
  }),
]);

export const referenceProposalSchema = z.strictObject({
  title: textSchema,
  /** Why others should adopt it. */
  reason: textSchema,
  change: changeSchema,
});
export type ReferenceProposal = z.infer<typeof referenceProposalSchema>;

/** Throws MALFORMED. */
export function makeReferenceProposal(proposal: ReferenceProposal): {
  readonly bytes: Bytes;
  readonly name: Hash;
} {
  const checked = checkShape(referenceProposalSchema, proposal);
  const bytes = canonicalBytes(checked);
  if (bytes.length > proposalBytesMax) throw new EnclaveError('MALFORMED', 'length');
  return { bytes, name: hashOf(bytes) };
}

/** The proposal and its hash, by which it is named. Throws MALFORMED. */
export function readReferenceProposal(bytes: Uint8Array): {
  readonly proposal: ReferenceProposal;
  readonly name: Hash;
} {
  const proposal = checkShape(referenceProposalSchema, parseCanonical(bytes, proposalBytesMax));
  return { proposal, name: hashOf(canonicalBytes(proposal)) };
}

/**
 * The code identity that the listed files make; what `parley measure` prints for the same files.
 */
export const codeOfFiles = (files: BuildProvenance['files']): Hash => hashOf(canonicalBytes(files));

/** Whether every proposed entry is for the code that the proposal says where it comes from. */
export function isOfItsFiles({ change }: ReferenceProposal): boolean {
  if (change.kind !== 'accept') return true;
  const code = codeOfFiles(change.provenance.files);
  return change.entries.every((entry) => entry.code === code);
}

function withoutAdvisories(
  entry: WorkerRequirements,
  denied: readonly string[],
): WorkerRequirements {
  if (!('advisories' in entry.minTcb)) return entry;
  const advisories = entry.minTcb.advisories.filter((one) => !denied.includes(one));
  return checkShape(workerRequirementsSchema, {
    ...entry,
    minTcb: { ...entry.minTcb, advisories },
  });
}

const distinct = (entries: readonly WorkerRequirements[]) =>
  sorted([...new Map(entries.map((entry) => [hashOf(canonicalBytes(entry)), entry])).values()]);

/**
 * The entries of a rule once it adopts the proposal. Accepting adds; the entries of other code
 * stay until their owner removes them. Denying only narrows: no entry allows an advisory that is
 * denied.
 */
export function adopt(
  entries: readonly WorkerRequirements[],
  { change }: ReferenceProposal,
): readonly WorkerRequirements[] {
  if (change.kind === 'deny-advisories') {
    return distinct(entries.map((entry) => withoutAdvisories(entry, change.advisories)));
  }
  return distinct([...entries, ...change.entries]);
}

/** Whether adopting it would change nothing. */
export function isAdopted(
  entries: readonly WorkerRequirements[],
  proposal: ReferenceProposal,
): boolean {
  const after = adopt(entries, proposal);
  return hashOf(canonicalBytes(sorted(entries))) === hashOf(canonicalBytes(after));
}
