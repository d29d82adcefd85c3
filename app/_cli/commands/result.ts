import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { EnclaveError } from '#enclave/protocol/index.ts';
import { read } from '../../_client/acts/read.ts';
import { UsageError, exitCodes, note, print, type Command } from '../command.ts';
import { openMemberHere, platformOptions } from '../platform-session.ts';
import { outputsText, reportText } from '../show.ts';

const help = `parley result get JOB --identity FILE [--passphrase-file FILE] [--out DIR]

Puts the proof of a job together, verifies it with your partners, and only then opens the sealed answer. With
--out the bundle and the answer are written; the answer is plain there.

Exit codes: 0 verified, 1 the proof does not hold or there is no answer, 2 wrong command line or file.`;

async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { ...platformOptions, out: { type: 'string' } },
  });
  const [verb, id] = positionals;
  if (verb !== 'get' || id === undefined)
    throw new UsageError('result knows "get JOB"; see --help');
  const { desk } = await openMemberHere(values);
  const answer = await read(desk, id);
  if (answer.kind === 'none') {
    const { end } = answer;
    note(`there is no answer: the job ${end === null ? 'has not ended' : `ended ${end.end}`}`);
    return exitCodes.no;
  }
  const { bundle, report } = answer.proof;
  print(reportText(report));
  if (answer.kind === 'sealed') throw new EnclaveError('IDENTITY_WRONG', 'sealed to others');
  if (answer.kind !== 'open') return exitCodes.no;
  const { outputs, disclosure } = answer.result;
  print(outputsText(outputs, disclosure.suppressedCells));
  note(answer.recomputed ? 'answer computed again here' : 'answer not computed again here');
  if (values.out !== undefined) {
    mkdirSync(values.out, { recursive: true });
    writeFileSync(join(values.out, 'proof.bundle.json'), bundle);
    writeFileSync(join(values.out, 'outputs.json'), JSON.stringify(outputs, null, 2));
  }
  return exitCodes.ok;
}

export const result: Command = { name: 'result', summary: 'verify and open an answer', help, run };
