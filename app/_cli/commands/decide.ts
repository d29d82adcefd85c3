import { parseArgs } from 'node:util';
import { denyReasons } from '#server/domain/job-state.ts';
import { decide, readToDecide } from '../../_client/acts/decide.ts';
import { UsageError, exitCodes, note, print, type Command } from '../command.ts';
import { openMemberHere, platformOptions } from '../platform-session.ts';
import { wrapText } from '../show.ts';
import { noteRefusals } from '../term-lines.ts';

const approveHelp = `parley approve JOB --identity FILE [--passphrase-file FILE] [--yes JOBHASH]

Rebuilds the job from its signed bytes, verifies the key broker, prints the sentence that the approval
binds. Signs only with --yes and the whole job hash that you were shown: nothing is approved by accident.

Exit codes: 0 approved, 1 shown and not signed, or refused by the review, 2 wrong command line or file.`;

const denyHelp = `parley deny JOB --identity FILE --reason ${denyReasons.join('|')} [--passphrase-file FILE]

Signs a no, which the key broker keeps: the job can never run. It needs no review.`;

const options = {
  ...platformOptions,
  yes: { type: 'string' },
  reason: { type: 'string' },
} as const;

async function prepare(args: readonly string[]) {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options });
  const [id, ...extra] = positionals;
  if (id === undefined || extra.length > 0) throw new UsageError('name one job; see --help');
  const { desk } = await openMemberHere(values);
  return { values, id, desk, toDecide: await readToDecide(desk, id) };
}

async function runApprove(args: readonly string[]): Promise<number> {
  const { values, id, desk, toDecide } = await prepare(args);
  const { review } = toDecide;
  const { reviewed, fault, job } = review;
  if (reviewed === undefined) {
    note(`not offered for a signature: ${fault?.code ?? ''} ${fault?.place ?? ''}`.trim());
    noteRefusals(review.job.value.template.id, fault?.lines ?? [], review.nameOf);
    return exitCodes.no;
  }
  print(`${review.requester} asks:\n${wrapText(reviewed.sentence, '  ')}\njob hash  ${job.name}`);
  if (values.yes !== job.name) {
    note(`not signed. To approve: parley approve ${id} … --yes ${job.name}`);
    return exitCodes.no;
  }
  await decide(desk, toDecide, { word: 'approve' });
  note('approved');
  return exitCodes.ok;
}

async function runDeny(args: readonly string[]): Promise<number> {
  const { values, desk, toDecide } = await prepare(args);
  const reason = denyReasons.find((one) => one === values.reason);
  if (reason === undefined) throw new UsageError(`--reason is one of ${denyReasons.join(', ')}`);
  await decide(desk, toDecide, { word: 'deny', reason });
  note('denied');
  return exitCodes.ok;
}

export const approve: Command = {
  name: 'approve',
  summary: 'review a job and approve it',
  help: approveHelp,
  run: runApprove,
};
export const deny: Command = {
  name: 'deny',
  summary: 'deny a job for good',
  help: denyHelp,
  run: runDeny,
};
