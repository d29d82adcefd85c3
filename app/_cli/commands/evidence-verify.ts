// `parley evidence verify`: raw evidence of any hardware format, examined line by line, offline.

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  earClaims,
  examineEvidence,
  hardwareFormats,
  isHardwareFormat,
  type Appraisal,
  type AppraisalLine,
  type CheckLine,
  type Examined,
} from '#enclave/attestation/index.ts';
import { EntryFault, nearestAppraisal, readEntries } from '#enclave/participant/index.ts';
import { equalBytes, fromHex, type Bytes } from '#enclave/protocol/index.ts';
import { UsageError, exitCodes, oneLine, print, printJson } from '../command.ts';
import { readInput } from '../files.ts';
import { fieldsOf, plain } from '../../_client/proofs/plain-fields.ts';

const wanted = 'evidence verify needs --format and --evidence; see --help';

/** Every file of the folder is an endorsement; their order says nothing. */
function endorsementsIn(folder: string | undefined): readonly Bytes[] {
  if (folder === undefined) return [];
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readInput(join(folder, entry.name)));
  } catch (cause) {
    if (cause instanceof UsageError) throw cause;
    throw new UsageError(`${folder}: cannot be read as a folder`, { cause });
  }
}

function timeOf(text: string | undefined): number {
  if (text === undefined) return Math.floor(Date.now() / 1000);
  const at = Date.parse(text);
  if (!/^\d{4}-\d{2}-\d{2}T/.test(text) || Number.isNaN(at)) {
    throw new UsageError(`--at ${text}: write it as 2026-11-23T14:05:00Z`);
  }
  return Math.floor(at / 1000);
}

function expectedReportData(text: string | undefined): Bytes | undefined {
  if (text === undefined) return undefined;
  if (!/^([0-9a-f]{2})+$/i.test(text)) throw new UsageError('--report-data: write it in hex');
  return fromHex(text.toLowerCase());
}

const answers = {
  pass: 'PASS',
  fail: 'FAIL',
  'not-applicable': 'N/A ',
  'not-checked': 'OPEN',
} as const;

type Line = Pick<AppraisalLine, 'id' | 'answer' | 'field' | 'expected' | 'found'>;

function printLine({ id, answer, field, expected, found }: Line): void {
  print(`  ${answers[answer]}  ${id.padEnd(20)} ${oneLine(field)}`);
  if (answer !== 'fail') return;
  print(`        expected ${oneLine(expected)}`);
  print(`        found    ${oneLine(found)}`);
}

const printChecked = (line: CheckLine) =>
  printLine({ ...line, answer: line.passed ? 'pass' : 'fail' });

type Bound = 'yes' | 'NO' | 'NOT CHECKED';

function boundOf({ claims }: Examined, expected: Bytes | undefined): Bound {
  if (claims === undefined || expected === undefined) return 'NOT CHECKED';
  return equalBytes(claims.reportData, expected) ? 'yes' : 'NO';
}

/**
 * Raw evidence comes without its runtime: the line about the code stays open and decides nothing
 * here.
 */
function acceptableOf(appraisal: Appraisal | undefined): Bound {
  if (appraisal === undefined) return 'NOT CHECKED';
  return appraisal.lines.some(({ answer }) => answer === 'fail') ? 'NO' : 'yes';
}

function appraisalOf({ claims }: Examined, path: string | undefined, at: number) {
  if (path === undefined) return undefined;
  try {
    const entries = readEntries(readInput(path));
    if (entries.length === 0) throw new UsageError(`${path}: no entry of enclaves in it`);
    return claims && nearestAppraisal({ claims, code: undefined, at }, entries);
  } catch (error) {
    if (!(error instanceof EntryFault)) throw error;
    throw new UsageError(`${path} is no entry of a policy: ${error.message}`, { cause: error });
  }
}

const acceptableWords = {
  yes: 'yes, as far as raw evidence says it: which code runs comes with the runtime',
  NO: 'NO',
  'NOT CHECKED': 'NOT CHECKED, that is a policy’s decision (--policy)',
} as const;

const options = {
  format: { type: 'string' },
  evidence: { type: 'string' },
  endorsements: { type: 'string' },
  at: { type: 'string' },
  policy: { type: 'string' },
  'report-data': { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

interface Judged {
  readonly format: string;
  readonly examined: Examined;
  readonly appraisal: Appraisal | undefined;
  readonly bound: Bound;
  readonly at: number;
}

function printJudged({ format, examined, appraisal, bound, at }: Judged): void {
  const { lines, claims } = examined;
  const authentic = claims === undefined ? 'NOT AUTHENTIC' : 'authentic';
  print(`${format}: ${authentic} at ${new Date(at * 1000).toISOString()}`);
  lines.forEach(printChecked);
  if (claims === undefined) return;
  if (claims.namedAnchor !== undefined) {
    print(
      `\nIt rests on the key ${claims.namedAnchor}: only a policy that names it vouches for it.`,
    );
  }
  print('\nWhat it states:');
  for (const { path, value } of fieldsOf(plain(claims))) print(`  ${path.padEnd(34)} ${value}`);
  if (appraisal !== undefined) {
    print(`\nUnder the policy entry ${appraisal.policy}:`);
    appraisal.lines.forEach(printLine);
  }
  print(`\nFresh and bound to what was expected: ${bound}`);
  print(`Acceptable: ${acceptableWords[acceptableOf(appraisal)]}`);
}

/** Runs the command; 0 only if everything that was asked came out well. */
export async function verifyRaw(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options });
  const { format, evidence: path } = values;
  if (format === undefined || path === undefined || positionals.length > 0)
    throw new UsageError(wanted);
  if (!isHardwareFormat(format)) {
    throw new UsageError(
      `--format ${format}: there is a verifier for ${hardwareFormats.join(', ')}`,
    );
  }
  const at = timeOf(values.at);
  const expected = expectedReportData(values['report-data']);
  const endorsements = endorsementsIn(values.endorsements);
  const raw = readInput(path);
  const examined = await examineEvidence(format, raw, endorsements, {
    crypto: globalThis.crypto,
    at,
  });
  const { lines, claims, fault } = examined;
  const bound = boundOf(examined, expected);
  const appraisal = appraisalOf(examined, values.policy, at);
  if (values.json) {
    printJson({
      format,
      authentic: claims !== undefined,
      bound,
      acceptable: acceptableOf(appraisal),
      at: new Date(at * 1000).toISOString(),
      fault: fault?.code,
      checks: lines,
      claims: plain(claims),
      ear: appraisal === undefined ? undefined : earClaims(appraisal, { format, raw, at }),
    });
  } else printJudged({ format, examined, appraisal, bound, at });
  const isFine = claims !== undefined && bound !== 'NO' && acceptableOf(appraisal) !== 'NO';
  return isFine ? exitCodes.ok : exitCodes.no;
}
