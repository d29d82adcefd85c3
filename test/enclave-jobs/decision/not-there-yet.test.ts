// Documents that are defined and that no mechanism uses yet: each is refused where it is read.

import { describe, expect, it } from 'vitest';
import { makeRecord } from '#enclave/broker/log.ts';
import { replay } from '#enclave/broker/replay.ts';
import type { JobPackage } from '#enclave/channel/index.ts';
import { judgeTerms, refusalsBy, submitDocument, termsIn } from '#enclave/decision/index.ts';
import {
  Approval,
  DatasetManifest,
  Genesis,
  JobSpec,
  UsagePolicy,
  makeDocument,
  readSigned,
  toBase64Url,
  type Doc,
} from '#enclave/protocol/index.ts';
import { freshSigningKey, signDocument } from '#enclave/signing/sign.ts';
import { readJobDocuments } from '#enclave/worker/job-documents.ts';
import { build, crypto, named, now, registry, type Built } from '../../support/decision-world.ts';

/** The honest job with a change that no honest program makes. */
function jobOf({ message }: Built, change: (job: JobSpec) => Partial<JobSpec>) {
  const { type: _type, v: _v, ...fields } = readSigned(JobSpec, message.jobSpec).value;
  const job = makeDocument(JobSpec, fields);
  return makeDocument(JobSpec, { ...fields, ...change(job.value) });
}

const twoPolicies = ({ inputs }: JobSpec): Partial<JobSpec> => ({
  inputs: inputs.map((one) => ({ ...one, policies: [...one.policies, named('parent')].sort() })),
});

describe('what is not there yet', () => {
  it('several policies of one input are refused by the judge', async () => {
    const built = await build();
    const codes = refusalsBy(
      judgeTerms(termsIn(built.state, jobOf(built, twoPolicies), registry, now)),
    );
    expect(codes).toEqual(['POLICY_STALE']);
  });

  it('several policies of one input are refused by the worker', async () => {
    const built = await build();
    const job = jobOf(built, twoPolicies);
    const {
      v: _v,
      type: _type,
      ...genesis
    } = built.world.broker.genesis as Genesis & {
      v: 1;
      type: string;
    };
    const signed = (bytes: Uint8Array) => ({ document: toBase64Url(bytes), signatures: [] });
    const received: JobPackage = {
      ...{ approvals: [], attempt: 0 },
      jobSpec: signed(job.bytes),
      genesis: signed(makeDocument(Genesis, genesis).bytes),
      manifests: built.world.manifests.map(({ bytes }) => signed(bytes)),
      policies: built.world.policies.map(({ bytes }) => signed(bytes)),
      inputs: built.world.manifests.map(({ name }) => ({
        ...{ manifest: name, blob: name, digests: [] },
      })),
    };
    expect(() => readJobDocuments(received, registry)).toThrow(/JOB_MALFORMED/);
  });

  it('a denial of a study is not held', async () => {
    const { state, world, message } = await build();
    const [first] = message.approvals;
    if (first === undefined) throw new Error('no approval');
    const { type: _type, v: _v, jobHash: _job, ...fields } = readSigned(Approval, first).value;
    const doc = makeDocument(Approval, { ...fields, decision: 'deny', study: named('study') });
    const signed = await signDocument('Approval', doc, ...world.alder.keys.approvers);
    await expect(submitDocument(state, 'approval', signed, crypto)).rejects.toMatchObject({
      code: 'APPROVAL_INVALID',
    });
  });

  it('a handover in the records halts the broker', async () => {
    const { state } = await build();
    const key = await freshSigningKey(crypto);
    const genesis = { ...state.broker.genesis, signingKey: toBase64Url(key.publicKey) };
    const start = { ...state, log: [], broker: { ...state.broker, genesis } };
    const head = { broker: state.broker.id, index: 0, entry: named('entry') };
    const body = { kind: 'handover' as const, from: named('boot before'), head };
    const { record } = await makeRecord(crypto, start, key, body);
    await expect(replay(start, [record], crypto)).rejects.toMatchObject({ code: 'BROKER_HALTED' });
  });
});

describe('dp only for life', () => {
  it('is taken back by no later rule', async () => {
    const { state, world } = await build({ policy: { dpOnlyForLife: true } });
    const [policy] = world.policies;
    if (policy === undefined) throw new Error('no policy');
    const { type: _type, v: _v, ...fields } = policy.value;
    const next = async (dpOnlyForLife: boolean) => {
      const chain = { seq: 2, previous: policy.name, dpOnlyForLife };
      const doc = makeDocument(UsagePolicy, { ...fields, ...chain });
      return signDocument('UsagePolicy', doc, ...world.alder.keys.approvers);
    };
    await expect(submitDocument(state, 'policy', await next(false), crypto)).rejects.toMatchObject({
      code: 'POLICY_DENIES',
    });
    await expect(submitDocument(state, 'policy', await next(true), crypto)).resolves.toBeDefined();
  });

  it('is not escaped by registering the same table again', async () => {
    const { state, world } = await build({ policy: { dpOnlyForLife: true } });
    const [manifest] = world.manifests;
    const [policy] = world.policies;
    if (manifest === undefined || policy === undefined) throw new Error('no dataset');
    const { type: _t, v: _v, ...described } = manifest.value;
    const { type: _u, v: _w, ...ruled } = policy.value;
    const again = makeDocument(DatasetManifest, {
      ...{ ...described, dataset: named('again') },
      sealed: { ...described.sealed, header: named('another header') },
    });
    const sign = (type: string, doc: Doc<unknown>) =>
      signDocument(type, doc, ...world.alder.keys.approvers);
    const held = await submitDocument(
      state,
      'manifest',
      await sign('DatasetManifest', again),
      crypto,
    );
    const rule = { ...ruled, dataset: named('again'), dpOnlyForLife: false };
    const signed = await sign('UsagePolicy', makeDocument(UsagePolicy, rule));
    await expect(submitDocument(held, 'policy', signed, crypto)).rejects.toMatchObject({
      code: 'POLICY_DENIES',
    });
  });
});
