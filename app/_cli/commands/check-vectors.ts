// `parley evidence check-vectors`: whether our verifiers say of recorded evidence what they must.

import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { UsageError, exitCodes, oneLine, print, printJson } from '../command.ts';
import { judgeVector, type JudgedVector } from '../vectors/judge-vector.ts';
import { readVector, vectorsBelow } from '../vectors/read-vector.ts';

interface Checked {
  /** Path of its folder. */
  readonly vector: string;
  readonly judged?: JudgedVector;
  /** Why it could not be read. */
  readonly problem?: string;
}

const passes = ({ judged }: Checked) => judged !== undefined && judged.differences.length === 0;

async function check(folder: string, vector: string): Promise<Checked> {
  try {
    return { vector, judged: await judgeVector(readVector(join(folder, vector, 'vector.json'))) };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return { vector, problem: error.message };
  }
}

function verdictText({ verdict, tcbStatus, debug, check: line }: JudgedVector): string {
  if (verdict === 'refused') return `refused by ${line ?? 'unknown'}`;
  return [
    'authentic',
    ...(tcbStatus === null ? [] : [tcbStatus]),
    `debug ${debug === true ? 'on' : 'off'}`,
  ].join(', ');
}

function printChecked(checked: Checked): void {
  const { vector, judged, problem } = checked;
  const verdict = judged === undefined ? '' : verdictText(judged);
  print(`${passes(checked) ? 'PASS' : 'FAIL'}  ${oneLine(vector)}  ${verdict}`.trimEnd());
  if (problem !== undefined) print(`      ${oneLine(problem)}`);
  for (const { what, expected, found } of judged?.differences ?? []) {
    print(`      ${oneLine(`${what}: expected ${expected}, found ${found}`)}`);
  }
}

/** A folder without any vector is a wrong command line: nothing that passes says nothing. */
export async function checkVectors(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false } },
  });
  const [folder, ...extra] = positionals;
  if (folder === undefined || extra.length > 0) {
    throw new UsageError('evidence check-vectors needs one folder; see --help');
  }
  const vectors = vectorsBelow(folder);
  if (vectors.length === 0) throw new UsageError(`${folder}: there is no vector.json below it`);
  const all: Checked[] = [];
  for (const vector of vectors) all.push(await check(folder, vector));
  const passed = all.filter(passes).length;
  const failed = all.length - passed;
  if (values.json) printJson({ vectors: all, passed, failed });
  else {
    all.forEach(printChecked);
    print(`${passed} passed, ${failed} failed`);
  }
  return failed === 0 ? exitCodes.ok : exitCodes.no;
}
