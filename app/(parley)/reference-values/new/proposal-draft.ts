// A proposal as an admin writes it, and the document it makes once nothing is missing.

import {
  codeOfFiles,
  makeReferenceProposal,
  type BuildProvenance,
  type ReferenceProposal,
} from '#enclave/participant/index.ts';
import { EnclaveError, hashSchema, sorted, type Hash } from '#enclave/protocol/index.ts';
import { entriesOf } from '#app/_client/proofs/review-here.ts';
import { say } from '#app/_text/text.ts';

export interface ProposalDraft {
  readonly kind: ReferenceProposal['change']['kind'];
  readonly title: string;
  readonly reason: string;
  readonly source: string;
  readonly commit: string;
  readonly recipe: string;
  /** As `parley measure` prints them: a digest and a name a line. */
  readonly files: string;
  readonly entry: string;
  readonly advisories: string;
}

export const emptyDraft: ProposalDraft = {
  ...{ kind: 'accept', title: '', reason: '', source: '', commit: '', recipe: 'npm run measure' },
  ...{ files: '', entry: '', advisories: '' },
};

export interface ReadDraft {
  /** Only if nothing is wrong and nothing missing. */
  readonly made?: { readonly bytes: Uint8Array; readonly name: Hash };
  /** What the listed files make. */
  readonly code?: Hash;
  readonly problems: Partial<Record<keyof ProposalDraft, string>>;
}

const linesOf = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

function filesOf(text: string): BuildProvenance['files'] | undefined {
  const files = linesOf(text).map((line) => {
    const [, digest, file] = /^([0-9a-f]{64})\s+(\S.*)$/.exec(line) ?? [];
    const sha256 = hashSchema.safeParse(digest);
    return sha256.success && file !== undefined ? { file, sha256: sha256.data } : undefined;
  });
  const read = files.filter((one) => one !== undefined);
  const isWhole = read.length > 0 && read.length === files.length;
  return isWhole ? sorted(read, ({ file }) => file) : undefined;
}

function documentOf(proposal: ReferenceProposal): ReadDraft['made'] {
  try {
    return makeReferenceProposal(proposal);
  } catch (error) {
    if (error instanceof EnclaveError) return undefined;
    throw error;
  }
}

function readAccepting(draft: ProposalDraft): ReadDraft {
  const { title, reason, source, commit, recipe } = draft;
  const files = filesOf(draft.files);
  const { entries, problem } = entriesOf(draft.entry);
  const code = files && codeOfFiles(files);
  const isOther = code !== undefined && entries.some((entry) => entry.code !== code);
  const entryProblem = problem ?? (isOther ? say('reference.draft.otherCode') : undefined);
  const problems = {
    ...(files === undefined ? { files: say('reference.draft.files.wrong') } : {}),
    ...(entryProblem === undefined ? {} : { entry: entryProblem }),
    ...(/^([0-9a-f]{40}|[0-9a-f]{64})$/.test(commit)
      ? {}
      : { commit: say('reference.commit.wrong') }),
  };
  if (files === undefined || code === undefined) return { problems };
  if (Object.keys(problems).length > 0) return { problems, code };
  const provenance = { source, commit, recipe, files };
  const change = { kind: 'accept' as const, entries: sorted([...entries]), provenance };
  const made = documentOf({ title, reason, change });
  return { problems, code, ...(made === undefined ? {} : { made }) };
}

function readDenying({ title, reason, ...draft }: ProposalDraft): ReadDraft {
  const advisories = sorted([...new Set(linesOf(draft.advisories))]);
  const wrong = advisories.find((one) => !/^INTEL-[A-Z]{2,3}-\d{5}$/.test(one));
  if (wrong !== undefined) {
    return { problems: { advisories: say('reference.draft.advisories.wrong', { one: wrong }) } };
  }
  const made = documentOf({ title, reason, change: { kind: 'deny-advisories', advisories } });
  return { problems: {}, ...(made === undefined ? {} : { made }) };
}

export const readDraft = (draft: ProposalDraft): ReadDraft =>
  draft.kind === 'accept' ? readAccepting(draft) : readDenying(draft);
