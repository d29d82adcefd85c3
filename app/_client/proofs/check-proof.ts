// A job's proof, put together and checked by this program.

import type { Pins, VerifyReport } from '#enclave/participant/index.ts';
import { JobSpec, readSigned, type Bytes } from '#enclave/protocol/index.ts';
import { ownBuild, type OwnBuild } from '../session/build-facts.ts';
import type { Member } from '../session/member.ts';
import type { JobMaterial, Platform } from '../session/platform.ts';
import { proofOf, verifyProof, type Ended } from './proof-bundle.ts';

export interface CheckedProof {
  readonly bundle: Bytes;
  readonly report: VerifyReport;
  readonly job: JobSpec;
  readonly end: Ended;
  readonly material: JobMaterial;
}

/** What this person has compared, and the code that this program knows; no pins at all if none. */
export function pinsOf(
  member: Pick<Member, 'memory'> | undefined,
  { broker, worker }: OwnBuild,
): Pins | undefined {
  const parties = member?.memory.pins.map((pin) => pin.party) ?? [];
  if (parties.length === 0) return undefined;
  return { parties, brokerCode: [...broker], workerCode: [worker] };
}

/** Null for a job that has not ended with a receipt. */
export async function proofFrom(
  platform: Pick<Platform, 'job'>,
  job: string,
  material: JobMaterial,
  pins: Pins | undefined,
  { registry }: OwnBuild,
): Promise<CheckedProof | null> {
  const { end } = material;
  if (end === null || (end.end !== 'delivered' && end.end !== 'failed')) return null;
  // A platform without the lines of the log has no receipt to show either.
  const log = await platform.job.proofLog.query({ job }).catch(() => undefined);
  if (log === undefined) return null;
  const bundle = proofOf(material, end, log);
  const report = await verifyProof(bundle, pins, registry);
  const spec = readSigned(JobSpec, material.jobSpec).value;
  return { bundle, report, job: spec, end, material };
}

/** For readers without keys too: pages show a proof to anybody who may see the job. */
export async function checkProof(
  platform: Pick<Platform, 'job'>,
  member: Member | undefined,
  job: string,
): Promise<CheckedProof | null> {
  const build = ownBuild();
  const material = await platform.job.material.query({ job });
  return proofFrom(platform, job, material, pinsOf(member, build), build);
}
