// The `parley` command: an interface like the browser's, over the same participant code.

import { TableError } from '#enclave/participant/index.ts';
import { EnclaveError } from '#enclave/protocol/index.ts';
import { faultOf } from '../_client/session/api.ts';
import { UsageError, exitCodes, note, print } from './command.ts';
import { dataset } from './commands/dataset.ts';
import { approve, deny } from './commands/decide.ts';
import { doctor } from './commands/doctor.ts';
import { job } from './commands/job.ts';
import { login } from './commands/login.ts';
import { party } from './commands/party.ts';
import { policy } from './commands/policy.ts';
import { reference } from './commands/reference.ts';
import { result } from './commands/result.ts';
import { demo } from './commands/demo.ts';
import { evidence } from './commands/evidence.ts';
import { keygen } from './commands/keygen.ts';
import { lab } from './commands/lab.ts';
import { measure } from './commands/measure.ts';
import { start } from './commands/start.ts';
import { seal } from './commands/seal.ts';
import { verify } from './commands/verify.ts';

const commands = [
  ...[start, demo, login, party, dataset, policy, reference, job, approve, deny, result, doctor],
  ...[lab, seal, verify, evidence, measure, keygen],
];

const usage = `parley: joint answers from sealed data, with proofs that anyone can check

${commands.map(({ name, summary }) => `  parley ${name.padEnd(10)} ${summary}`).join('\n')}

"parley COMMAND --help" explains a command, with examples.
Exit codes: 0 done or verified, 1 the answer is no, 2 wrong command line or file, 3 consistent, but no verified partners given.`;

/** Faults of command lines and files in words; anything else is ours, and shows its stack. */
function explain(error: unknown): string | undefined {
  if (error instanceof UsageError) return error.message;
  if (error instanceof TableError) {
    return error.problems.map(({ row, message }) => `row ${row}: ${message}`).join('\n');
  }
  if (error instanceof EnclaveError) return error.message;
  const fault = faultOf(error);
  if (fault !== undefined) return `the platform refused: ${fault.code} ${fault.place}`.trim();
  // The file system's own no: a folder that is missing, a disk that is full.
  if (error instanceof Error && 'syscall' in error && 'path' in error && 'code' in error) {
    return `${String(error.path)}: ${String(error.syscall)} failed (${String(error.code)})`;
  }
  const parsing = error instanceof TypeError && 'code' in error;
  return parsing && String(error.code).startsWith('ERR_PARSE_ARGS') ? error.message : undefined;
}

async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  const command = commands.find((one) => one.name === name);
  if (name === undefined || name === '--help' || name === 'help') {
    print(usage);
    return name === undefined ? exitCodes.usage : exitCodes.ok;
  }
  if (command === undefined) {
    note(`parley knows no command "${name}"\n\n${usage}`);
    return exitCodes.usage;
  }
  if (rest.includes('--help')) {
    print(command.help);
    return exitCodes.ok;
  }
  try {
    return await command.run(rest);
  } catch (error) {
    const words = explain(error);
    if (words === undefined) throw error;
    note(words);
    return exitCodes.usage;
  }
}

// Exit at once. A call that still waits for a stopped laboratory must not keep the person waiting.
main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    note(error instanceof Error ? (error.stack ?? error.message) : String(error));
    process.exit(exitCodes.usage);
  },
);
