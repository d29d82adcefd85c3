import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { simulatedWorldVerifiers } from '#enclave/attestation/simulated/index.ts';
import { builtTemplates } from '../../_client/session/build-facts.ts';
import { pinsOf } from '../../_client/proofs/open-here.ts';
import { openVerified, proofOf, verifyProof } from '../../_client/proofs/read-result.ts';
import { UsageError, exitCodes, note, print, type Command } from '../command.ts';
import { knowOwnBuild } from '../own-build.ts';
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
  knowOwnBuild();
  const { api, session, member } = await openMemberHere(values);
  const material = await api.job.material.query({ job: id });
  const { end } = material;
  if (end?.end !== 'delivered') {
    note(`there is no answer: the job ${end === null ? 'has not ended' : `ended ${end.end}`}`);
    return exitCodes.no;
  }
  const bundle = proofOf(material, end, await api.job.proofLog.query({ job: id }));
  const rules = { verifiers: simulatedWorldVerifiers, registry: builtTemplates() };
  const report = await verifyProof(bundle, pinsOf(member), rules);
  print(reportText(report));
  if (report.answer !== 'verified') return exitCodes.no;
  const response = await fetch(new URL(`/api/results/${id}`, session.url), {
    headers: { cookie: session.cookie },
  });
  const file = new Uint8Array(await response.arrayBuffer());
  const result = await openVerified(file, member.party.keys.identity, material, end);
  print(outputsText(result.outputs, result.disclosure.suppressedCells));
  if (values.out !== undefined) {
    mkdirSync(values.out, { recursive: true });
    writeFileSync(join(values.out, 'proof.bundle.json'), bundle);
    writeFileSync(join(values.out, 'outputs.json'), JSON.stringify(result.outputs, null, 2));
  }
  return exitCodes.ok;
}

export const result: Command = { name: 'result', summary: 'verify and open an answer', help, run };
