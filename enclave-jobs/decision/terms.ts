// The one judge of a job's terms (steps 7 to 10 and 12): every rule that a job has to keep is a
// line here. The broker takes the codes of the lines that fail, an analyst's page shows all lines
// before anybody signs, and an owner's page refuses by the same ones. Each policy judges alone, and
// all must agree (R15).

import { EnclaveError, type RefusalCode } from '../protocol/index.ts';
import type { PreparedJob } from '../templates/index.ts';
import {
  preparedTemplate,
  withOwner,
  type Line,
  type TermInput,
  type TermLine,
  type Terms,
} from './job-text.ts';
import { isRefusalCode } from './prepare.ts';
import {
  codeLine,
  columnsLine,
  partyLines,
  questionAllowed,
  recipientsLine,
  releaseLines,
} from './steps/rule-lines.ts';
import {
  coverageLines,
  sameTableLine,
  tableLines,
  timeLines,
  withdrawnLine,
} from './steps/table-lines.ts';

/** The template's reading of the job, or the code for which it refuses. */
type Reading =
  | { readonly prepared: PreparedJob }
  | { readonly code: RefusalCode; readonly place: string }
  /** A manifest is missing: step 9 says which. */
  | undefined;

function readingOf(terms: Terms): Reading {
  try {
    terms.registry.get(terms.job.value.template);
    if (terms.inputs.some(({ manifest }) => manifest === undefined)) return undefined;
    return { prepared: preparedTemplate(terms) };
  } catch (error) {
    if (!(error instanceof EnclaveError) || !isRefusalCode(error.code)) throw error;
    return { code: error.code, place: error.place };
  }
}

/** Step 8, the job's half: template, parameters, mode, grid, and how much of it there can be. */
function questionLines(terms: Terms, reading: Reading): readonly Line[] {
  const { release } = terms.job.value;
  if (reading === undefined) return [];
  if ('code' in reading) {
    const { code, place } = reading;
    return [{ rule: 'question', code, passed: false, wanted: place }];
  }
  const { cells, grid } = reading.prepared;
  const code = 'PARAMS';
  return [
    { rule: 'question', code, passed: true },
    { rule: 'mode', code, passed: release.mode === 'threshold', wanted: release.mode },
    {
      ...{ rule: 'cells', code, passed: release.cellsMax >= cells },
      ...{ wanted: String(cells), allowed: String(release.cellsMax) },
    },
    { rule: 'jobGrid', code, passed: release.grid === grid },
  ];
}

function inputLines(terms: Terms, reading: Reading, one: TermInput): readonly TermLine[] {
  const { manifest, policy } = one;
  const about = [
    ...tableLines(terms, one),
    ...coverageLines(terms, one),
    withdrawnLine(terms, one),
  ];
  const held =
    manifest === undefined || policy === undefined ? undefined : { ...one, manifest, policy };
  const rules =
    held === undefined
      ? []
      : [
          ...partyLines(terms, held),
          codeLine(terms, held),
          ...questionAllowed(terms, held),
          ...(reading !== undefined && 'prepared' in reading ? [columnsLine(reading, held)] : []),
          ...releaseLines(terms, held),
        ];
  return [...about, ...rules].map((line) => withOwner(line, manifest));
}

/**
 * Every rule that the job has to keep, kept or not, in the order in which a broker judges. Nothing
 * of it depends on data. If the clock's lines fail, the others say nothing a broker would answer.
 */
export function judgeTerms(terms: Terms): readonly TermLine[] {
  const reading = readingOf(terms);
  return [
    ...timeLines(terms),
    ...questionLines(terms, reading),
    sameTableLine(terms),
    recipientsLine(terms),
    ...terms.inputs.flatMap((one) => inputLines(terms, reading, one)),
  ];
}

const timeCodes: readonly RefusalCode[] = ['TIME_UNPROVEN', 'JOB_EXPIRED'];

/** Time is judged before everything else: where it fails, a broker says nothing more. */
export function failsByTime(codes: readonly RefusalCode[]): boolean {
  return codes.some((code) => timeCodes.includes(code));
}

/** The codes for which a broker refuses by these lines, each once. */
export function refusalsBy(lines: readonly TermLine[]): readonly RefusalCode[] {
  const codes = [...new Set(lines.filter(({ passed }) => !passed).map(({ code }) => code))];
  return failsByTime(codes) ? codes.filter((code) => timeCodes.includes(code)) : codes;
}

/**
 * Whether the template read the job, with the tables that it names: only then it has a sentence.
 */
export function isUnderstood(lines: readonly TermLine[]): boolean {
  const ofQuestion = lines.filter(({ rule, owner }) => rule === 'question' && owner === undefined);
  const isWhole = lines.every(({ code, passed }) => passed || code !== 'MANIFEST_MISMATCH');
  return isWhole && ofQuestion.length > 0 && ofQuestion.every(({ passed }) => passed);
}
