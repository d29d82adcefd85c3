// Step 18: a plan becomes a Release. Keys are sealed to the one worker, entries and line are fixed,
// all of it is one value (R28).

import {
  Release,
  ReleasedKeys,
  hashOf,
  makeDocument,
  runtimeHash,
  sorted,
  type Bytes,
  type SignedDocument,
} from '../protocol/index.ts';
import type { DecisionState, GrantsSeen, ReleasePlan } from '../decision/index.ts';
import { sealTo } from '../sealing/index.ts';
import { signDocument } from '../signing/sign.ts';
import type { Booted } from './boot.ts';

export interface Issued {
  readonly release: SignedDocument;
  readonly sealedKeys: Bytes;
}

/**
 * R7: the 16-byte file keys of the inputs, to the recipient inside the bound evidence and nobody
 * else.
 */
async function sealKeys(plan: ReleasePlan, grants: GrantsSeen): Promise<Bytes> {
  const inputs = plan.job.value.inputs.map((input) => {
    const grant = grants === 'not visible' ? undefined : grants.get(input.manifest);
    if (grant?.ok !== true) throw new Error('released without a grant');
    return { alias: input.alias, manifest: input.manifest, fileKey: grant.value.fileKey };
  });
  const keys = makeDocument(ReleasedKeys, {
    jobHash: plan.job.name,
    inputs: sorted(inputs, (input) => input.alias),
  });
  const sealed = await sealTo([plan.evidence.runtime.recipient], keys.bytes);
  keys.bytes.fill(0);
  return sealed;
}

/** `state` is the one after the decision; the release names the line that will be written next. */
export async function issueRelease(
  booted: Booted,
  state: DecisionState,
  plan: ReleasePlan,
  grants: GrantsSeen,
): Promise<Issued> {
  const sealedKeys = await sealKeys(plan, grants);
  const { runtime } = plan.evidence;
  const release = makeDocument(Release, {
    broker: state.broker.id,
    instance: state.broker.instance,
    jobHash: plan.job.name,
    worker: {
      evidence: plan.evidence.doc.name,
      runtime: runtimeHash(runtime),
      signingKey: runtime.signingKey,
    },
    attestation: plan.attestation.name,
    documents: [...plan.documents],
    sealedKeys: hashOf(sealedKeys),
    noiseKeyId: state.broker.genesis.noiseKeyId,
    entries: [...plan.entries],
    logIndex: state.log.length,
    at: { time: plan.at, source: 'host' },
  });
  return { release: await signDocument('Release', release, booted.keys.signingKey), sealedKeys };
}
