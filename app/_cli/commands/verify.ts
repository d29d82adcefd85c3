import { parseArgs } from 'node:util';
import { compiledTemplates } from '#enclave/launch/template-digests.ts';
import { readPins } from '#enclave/participant/index.ts';
import { verifyProof } from '../../_client/proofs/proof-bundle.ts';
import { UsageError, exitCodes, print, printJson, type Command } from '../command.ts';
import { readInput } from '../files.ts';
import { reportText } from '../show.ts';

const help = `parley verify BUNDLE [--pins FILE] [--json]

Verifies a proof bundle offline: no network, no server, nothing but this program and your
verified partners.
Four verdicts: Complete (everything named is there, nothing else), Signed (signatures, quorums, chains, and
the broker's decision run again), Ran in an enclave (attestation of broker and worker), Known parties (your
verified partners and the code that you accept). --json calls them linked, signed, attested and pinned.

Each verdict is passed, failed or not checked. It has passed only if every step of it ran and passed: of a file
that is no bundle nothing is checked but that it does not read. --json says the same in "state", and in
"evidence" what the machines were: simulated, hardware, or not checked.

The file of verified partners is JSON: {"parties": [...], "brokerCode": [...], "workerCode": [...]}, 64 hex digits each.

Exit codes: 0 verified, 1 not verified (a step failed or did not run), 2 wrong command line or file, 3 consistent, but
no verified partners given.

Examples:
  parley verify bundle.json --pins pins.json
  parley verify bundle.json --json > report.json`;

async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { pins: { type: 'string' }, json: { type: 'boolean', default: false } },
  });
  const [path, ...extra] = positionals;
  if (path === undefined || extra.length > 0)
    throw new UsageError('verify takes one bundle; see --help');
  const pins = values.pins === undefined ? undefined : readPins(readInput(values.pins));
  const report = await verifyProof(readInput(path), pins, compiledTemplates());
  if (values.json) printJson(report);
  else print(reportText(report));
  if (report.answer === 'consistent') return exitCodes.consistent;
  return report.answer === 'verified' ? exitCodes.ok : exitCodes.no;
}

export const verify: Command = {
  name: 'verify',
  summary: 'verify a proof bundle offline',
  help,
  run,
};
