// `linked`: every hash in JobSpec, Release and Receipt resolves inside the bundle, and nothing is
// left over that nobody refers to.

import {
  concatBytes,
  equalBytes,
  bytesOf,
  hashOf,
  runtimeHash,
  type Doc,
  type Hash,
  type PartyCard,
  type UsagePolicy,
} from '../../protocol/index.ts';
import type { ReadBundle } from './read-bundle.ts';
import { StepList, requireThat, type Verdict } from './report.ts';

function namesOf(b: ReadBundle, type: string): readonly Hash[] {
  return b.release.value.documents.filter((ref) => ref.type === type).map((ref) => ref.name);
}

/** The listed names, and what their chains lead back through. */
function withPredecessors<T extends { readonly previous?: Hash | undefined }>(
  listed: readonly Hash[],
  docs: readonly Doc<T>[],
): ReadonlySet<Hash> {
  const reached = new Set<Hash>();
  const visit = (name: Hash | undefined) => {
    if (name === undefined || reached.has(name)) return;
    reached.add(name);
    visit(docs.find((doc) => doc.name === name)?.value.previous);
  };
  listed.forEach(visit);
  return reached;
}

function checkSet(found: readonly Doc<unknown>[], wanted: ReadonlySet<Hash>, what: string): void {
  const names = found.map((doc) => doc.name);
  requireThat(new Set(names).size === names.length, 'BUNDLE_LEFT_OVER', `${what}: twice`);
  for (const name of wanted)
    requireThat(names.includes(name), 'BUNDLE_INCOMPLETE', `${what} ${name}`);
  for (const name of names) requireThat(wanted.has(name), 'BUNDLE_LEFT_OVER', `${what} ${name}`);
}

function checkDocuments(b: ReadBundle): void {
  const cards: readonly Doc<PartyCard>[] = b.cards;
  const policies: readonly Doc<UsagePolicy>[] = b.policies;
  checkSet(cards, withPredecessors(namesOf(b, 'PartyCard'), cards), 'card');
  checkSet(policies, withPredecessors(namesOf(b, 'UsagePolicy'), policies), 'policy');
  checkSet(b.manifests, withPredecessors(namesOf(b, 'DatasetManifest'), b.manifests), 'manifest');
  checkSet(b.approvals, new Set(namesOf(b, 'Approval')), 'approval');
  const { standing, licences, timeTokens, withdrawals } = b.bundle;
  const unused = standing.length + licences.length + timeTokens.length + withdrawals.length;
  requireThat(unused === 0, 'BUNDLE_LEFT_OVER', 'standing, licences, tokens, withdrawals');
}

function checkJob(b: ReadBundle): void {
  const { value: job } = b.jobSpec;
  requireThat(b.genesis.name === job.broker, 'LINK_BROKEN', 'JobSpec.broker');
  for (const { alias, manifest, policies } of job.inputs) {
    const has = (docs: readonly Doc<unknown>[], name: Hash) =>
      docs.some((doc) => doc.name === name);
    requireThat(has(b.manifests, manifest), 'BUNDLE_INCOMPLETE', `manifest of ${alias}`);
    const isThere = policies.every((policy) => has(b.policies, policy));
    requireThat(isThere, 'BUNDLE_INCOMPLETE', `policy of ${alias}`);
  }
}

function checkRelease(b: ReadBundle): void {
  const { value: release } = b.release;
  const worker = b.workerEvidence.value.runtime;
  requireThat(release.broker === b.genesis.name, 'LINK_BROKEN', 'Release.broker');
  requireThat(release.jobHash === b.jobSpec.name, 'LINK_BROKEN', 'Release.jobHash');
  requireThat(release.worker.evidence === b.workerEvidence.name, 'LINK_BROKEN', 'Release.worker');
  requireThat(release.worker.runtime === runtimeHash(worker), 'LINK_BROKEN', 'Release.runtime');
  requireThat(release.worker.signingKey === worker.signingKey, 'LINK_BROKEN', 'Release.signingKey');
  requireThat(
    release.attestation === b.attestationResult.name,
    'LINK_BROKEN',
    'Release.attestation',
  );
}

function checkReceipt(b: ReadBundle): void {
  const { value: receipt } = b.receipt;
  const worker = b.workerEvidence.value.runtime;
  requireThat(receipt.broker === b.genesis.name, 'LINK_BROKEN', 'Receipt.broker');
  requireThat(receipt.jobHash === b.jobSpec.name, 'LINK_BROKEN', 'Receipt.jobHash');
  requireThat(receipt.release === b.release.name, 'LINK_BROKEN', 'Receipt.release');
  requireThat(receipt.runtime === runtimeHash(worker), 'LINK_BROKEN', 'Receipt.runtime');
  requireThat(receipt.code === b.jobSpec.value.code, 'LINK_BROKEN', 'Receipt.code');
  requireThat(worker.code === receipt.code, 'LINK_BROKEN', 'runtime code');
  // No worker leaves anything for later jobs yet.
  const isBare = receipt.status === 'failed' || receipt.carried.length === 0;
  requireThat(isBare, 'BUNDLE_LEFT_OVER', 'Receipt.carried');
}

/**
 * The boot of the instance that released, and the release: bodies that the public lines commit to.
 */
function checkLogBodies(b: ReadBundle): void {
  for (const { index, salt, bytes } of b.logBodies) {
    const line = b.logEntries[index]?.value;
    requireThat(
      line?.commitment === hashOf(concatBytes(salt, bytes)),
      'LINK_BROKEN',
      `log ${index}`,
    );
  }
  requireThat(b.logBodies.length === 2, 'BUNDLE_LEFT_OVER', 'log bodies');
  requireThat(
    b.logEntries.length === b.release.value.logIndex + 1,
    'BUNDLE_LEFT_OVER',
    'log lines',
  );
  const line = b.logEntries[b.release.value.logIndex]?.value;
  requireThat(
    line?.kind === 'release' &&
      line.instance === b.release.value.instance &&
      line.at.time === b.release.value.at.time,
    'LINK_BROKEN',
    'release line',
  );
  const [boot, release] = b.logBodies;
  const bootLine = b.logEntries[boot?.index ?? -1]?.value;
  requireThat(
    boot?.body.kind === 'boot' &&
      bootLine?.instance === b.release.value.instance &&
      boot.body.evidence === b.bundle.brokerEvidence,
    'LINK_BROKEN',
    'boot',
  );
  requireThat(
    release?.body.kind === 'release' &&
      release.index === b.release.value.logIndex &&
      equalBytes(bytesOf(release.body.release.document), b.release.bytes),
    'LINK_BROKEN',
    'release line',
  );
}

export async function checkLinked(b: ReadBundle): Promise<Verdict> {
  const steps = new StepList();
  await steps.run('documents', 'the documents that the release names', () => checkDocuments(b));
  await steps.run('job', 'job: key broker, descriptions and rules', () => checkJob(b));
  await steps.run('release', 'release: job, worker, attestation, appraisal', () => checkRelease(b));
  await steps.run('receipt', 'receipt: job, release, worker, code', () => checkReceipt(b));
  await steps.run('log', 'log lines and their bodies', () => checkLogBodies(b));
  return steps.verdict();
}
