import { parseArgs } from 'node:util';
import { verifierSet, verifyEvidence } from '../../../enclave-jobs/attestation/index.ts';
import { simulatedVerifier } from '../../../enclave-jobs/attestation/simulated/index.ts';
import {
  EnclaveError,
  Evidence,
  ProofBundle,
  bytesOf,
  parseDocument,
  type Bytes,
} from '../../../enclave-jobs/protocol/index.ts';
import { UsageError, exitCodes, print, printJson, type Command } from '../command.ts';
import { readInput } from '../files.ts';

const help = `parley evidence show FILE [--json]

Shows the evidence in a proof bundle (worker and broker) or in an evidence file: what it says, and
whether its signatures hold today. Nothing is asked of any server.

Exit codes: 0 all of it is authentic, 1 some is not, 2 wrong command line or file.

Example:
  parley evidence show bundle.json`;

function evidenceIn(bytes: Uint8Array): readonly { title: string; bytes: Bytes }[] {
  try {
    const { value } = parseDocument(ProofBundle, bytes);
    return [
      { title: 'broker', bytes: bytesOf(value.brokerEvidence) },
      { title: 'worker', bytes: bytesOf(value.workerEvidence) },
    ];
  } catch (error) {
    if (!(error instanceof EnclaveError)) throw error;
    return [{ title: 'evidence', bytes: Uint8Array.from(bytes) }];
  }
}

async function authentic(bytes: Bytes): Promise<string> {
  try {
    const at = Math.floor(Date.now() / 1000);
    await verifyEvidence(bytes, verifierSet(simulatedVerifier), { crypto: globalThis.crypto, at });
    return 'authentic';
  } catch (error) {
    if (error instanceof EnclaveError) return `${error.code} ${error.place}`.trim();
    throw error;
  }
}

async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false } },
  });
  const [verb, path, ...extra] = positionals;
  if (verb !== 'show' || path === undefined || extra.length > 0) {
    throw new UsageError('evidence knows "show FILE"; see --help');
  }
  const shown = [];
  for (const { title, bytes } of evidenceIn(readInput(path))) {
    const { name, value } = parseDocument(Evidence, bytes);
    shown.push({
      title,
      name,
      format: value.format,
      verdict: await authentic(bytes),
      runtime: value.runtime,
    });
  }
  if (values.json) printJson(shown);
  else {
    for (const { title, name, format, verdict, runtime } of shown) {
      print(
        `${title}: ${format.toUpperCase()}${format === 'simulated' ? ' (protects nothing)' : ''}, ${verdict}`,
      );
      print(`  evidence    ${name}`);
      for (const [field, value] of Object.entries(runtime)) {
        print(
          `  ${field.padEnd(11)} ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`,
        );
      }
    }
  }
  return shown.every((one) => one.verdict === 'authentic') ? exitCodes.ok : exitCodes.no;
}

export const evidence: Command = { name: 'evidence', summary: 'show evidence', help, run };
