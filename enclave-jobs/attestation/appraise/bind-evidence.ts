import {
  EnclaveError,
  isReportDataOf,
  type BrokerRuntime,
  type Hash,
  type Runtime,
  type WorkerRuntime,
} from '../../protocol/index.ts';
import { bound, type BoundEvidence, type VerifiedEvidence } from '../evidence.ts';

/** What the verifier asked for; every field is compared whole (R4). */
export interface BindingExpectation {
  readonly broker: Hash;
  readonly nonce: string;
}

function refuse(place: string): never {
  throw new EnclaveError('EVIDENCE_BINDING', place);
}

function bind<R extends Runtime>(
  verified: VerifiedEvidence,
  runtime: R,
  expected: BindingExpectation,
): BoundEvidence<R> {
  if (!isReportDataOf(verified.claims.reportData, runtime)) refuse('report data');
  if (runtime.code !== verified.claims.code) refuse('code');
  if (runtime.broker !== expected.broker) refuse('broker');
  if (runtime.nonce !== expected.nonce) refuse('nonce');
  // The brand is made here and nowhere else: everything above was compared.
  return { ...verified, [bound]: true, runtime };
}

/**
 * Fresh and bound: report data equal the runtime's hash; the runtime is the one asked for. A worker
 * without a job is never bound. Throws EVIDENCE_BINDING.
 */
export function bindWorkerEvidence(
  verified: VerifiedEvidence,
  expected: BindingExpectation & { readonly jobHash: Hash },
): BoundEvidence<WorkerRuntime> {
  const runtime = verified.doc.value.runtime;
  if (runtime.role !== 'worker') refuse('role');
  if (runtime.jobHash !== expected.jobHash) refuse('jobHash');
  return bind(verified, runtime, expected);
}

/** The same for a broker's evidence. */
export function bindBrokerEvidence(
  verified: VerifiedEvidence,
  expected: BindingExpectation,
): BoundEvidence<BrokerRuntime> {
  const runtime = verified.doc.value.runtime;
  if (runtime.role !== 'broker') refuse('role');
  return bind(verified, runtime, expected);
}
