// `signed`: all signatures, quorums and chains, and the decision run again over the public
// documents.

import { Genesis, Receipt, Release, EnclaveError, canonicalText } from '../../protocol/index.ts';
import type { BoundEvidence } from '../../attestation/index.ts';
import type { WorkerRuntime } from '../../protocol/index.ts';
import {
  auditRelease,
  chargedBefore,
  emptyState,
  submitDocument,
  type DecisionState,
} from '../../decision/index.ts';
import { plainKey, verifySigned } from '../../signing/index.ts';
import type { TemplateRegistry } from '../../templates/index.ts';
import { checkLog } from '../check-log.ts';
import type { ReadBundle } from './read-bundle.ts';
import { NotChecked, StepList, requireThat, type Verdict } from './report.ts';

async function asVerifyFailure<T>(place: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (!(cause instanceof EnclaveError)) throw cause;
    const code = cause.code === 'QUORUM' ? 'QUORUM_MISSING' : 'SIGNATURE_INVALID';
    throw new EnclaveError(code, `${place}: ${cause.code}`, { cause });
  }
}

/** The broker's state before the release, from the bundle's documents alone. */
async function rebuildState(b: ReadBundle, crypto: Crypto): Promise<DecisionState> {
  const { value: release } = b.release;
  const broker = { id: b.genesis.name, genesis: b.genesis.value, instance: release.instance };
  let state = emptyState(broker);
  const { cards, manifests, policies } = b.bundle;
  const order = [
    ...cards.map((document) => ({ what: 'card' as const, document })),
    ...manifests.map((document) => ({ what: 'manifest' as const, document })),
    ...policies.map((document) => ({ what: 'policy' as const, document })),
  ];
  for (const { what, document } of order) {
    state = await asVerifyFailure(what, () => submitDocument(state, what, document, crypto));
  }
  const { noiseKeyId } = b.genesis.value;
  return {
    ...state,
    ...chargedBefore({ job: b.jobSpec, entries: release.entries, noiseKeyId }),
    log: b.logEntries.slice(0, release.logIndex).map((line) => line.name),
  };
}

async function checkDecision(
  b: ReadBundle,
  evidence: BoundEvidence<WorkerRuntime>,
  registry: TemplateRegistry,
  crypto: Crypto,
): Promise<void> {
  const state = await rebuildState(b, crypto);
  const { value: release } = b.release;
  const { jobSpec, approvals } = b.bundle;
  const audited = { jobSpec, approvals, evidence, at: release.at.time };
  const plan = await auditRelease(state, audited, registry, crypto);
  if (!('kind' in plan)) throw new EnclaveError('DECISION_DIFFERS', plan.join(', '));
  const same =
    canonicalText(plan.documents) === canonicalText(release.documents) &&
    canonicalText(plan.entries) === canonicalText(release.entries) &&
    plan.attestation.name === release.attestation &&
    release.noiseKeyId === b.genesis.value.noiseKeyId;
  requireThat(same, 'DECISION_DIFFERS', 'release fields');
}

/** `evidence` is the worker's, authentic and bound; without it the decision is not run again. */
export async function checkSigned(
  b: ReadBundle,
  evidence: BoundEvidence<WorkerRuntime> | undefined,
  registry: TemplateRegistry,
  crypto: Crypto,
): Promise<Verdict> {
  const steps = new StepList();
  const { bundle, genesis } = b;
  const brokerKey = plainKey(genesis.value.signingKey);
  const workerKey = plainKey(b.release.value.worker.signingKey);
  await steps.run('genesis', 'the key broker signed its own description', () =>
    asVerifyFailure('genesis', () => verifySigned(Genesis, bundle.genesis, [brokerKey], crypto)),
  );
  await steps.run('release', 'the key broker signed the release', () =>
    asVerifyFailure('release', () => verifySigned(Release, bundle.release, [brokerKey], crypto)),
  );
  await steps.run('receipt', 'the released worker signed the receipt', () =>
    asVerifyFailure('receipt', () => verifySigned(Receipt, bundle.receipt, [workerKey], crypto)),
  );
  await steps.run('log', `${b.logEntries.length} log lines, signed and chained`, () => {
    if (bundle.logEntries.length === 0) throw new NotChecked('there is no line');
    return checkLog(bundle.logEntries, { broker: genesis.name, genesis: genesis.value, crypto });
  });
  await steps.run(
    'decision',
    'key lists, descriptions, rules, approvals; the decision run again',
    () => {
      if (evidence === undefined) throw new NotChecked('no sound attestation');
      return checkDecision(b, evidence, registry, crypto);
    },
  );
  return steps.verdict();
}
