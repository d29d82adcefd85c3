// Every line that can be judged from evidence alone, each PASS, FAIL or NOT CHECKED (R44).

import { simulatedWorldVerifiers } from '#enclave/attestation/simulated/index.ts';
import { hashOf, isReportDataOf, reportData, toHex } from '#enclave/protocol/index.ts';
import { buildFacts } from '#app/_client/session/build-facts.ts';
import type { EvidenceRead } from '#app/_client/proofs/evidence-here.ts';
import { explain } from '#app/_text/explain.ts';
import { formatTime } from '#app/_text/format.ts';
import { say, type PlainMessageKey } from '#app/_text/text.ts';
import type { Check } from '#app/_ui/check-list.tsx';

export interface Expected {
  /** From the address. */
  readonly name: string;
  /** Of the job that the platform names. */
  readonly jobHash: string | null;
  /** The broker that was verified here; undefined if it did not answer. */
  readonly broker: string | undefined;
  readonly zone: string;
}

type Line = Extract<PlainMessageKey, `evidence.check.${string}`>;

function compare(line: Line, expected: string | undefined, found: string | undefined): Check {
  const base = { id: line, line: say(line), expected, found };
  if (expected === undefined || found === undefined) return { ...base, state: 'not' };
  return { ...base, state: expected === found ? 'pass' : 'fail' };
}

function authentic({ claims, fault, doc }: EvidenceRead): readonly Check[] {
  const debug = fault?.code === 'EVIDENCE_DEBUG';
  const isKnown = doc !== undefined && simulatedWorldVerifiers.has(doc.value.format);
  const isSimulated = doc?.value.format === 'simulated';
  const words = fault === undefined ? undefined : explain(fault.code);
  return [
    {
      id: 'format',
      line: say('evidence.check.format'),
      state: isKnown ? 'pass' : 'fail',
      found: doc?.value.format,
    },
    {
      id: 'authentic',
      line: say(isSimulated ? 'evidence.check.authentic' : 'evidence.check.hardware'),
      state: claims !== undefined || debug ? 'pass' : 'fail',
      ...(words === undefined || debug
        ? {}
        : { found: `${words.what} ${words.code}`, advice: words.next }),
    },
    {
      id: 'debug',
      line: say('evidence.check.debug'),
      state: debug ? 'fail' : claims === undefined ? 'not' : 'pass',
    },
  ];
}

/** Of evidence that reads. What is not authentic has no claims, and its lines stay unchecked. */
export function evidenceChecks(read: EvidenceRead, expected: Expected): readonly Check[] {
  const { bytes, doc, claims } = read;
  if (doc === undefined) return [];
  const { runtime } = doc.value;
  const job = runtime.role === 'worker' ? runtime.jobHash : undefined;
  const report = reportData(runtime);
  const until = claims?.collateralValidUntil;
  return [
    compare('evidence.check.name', expected.name, hashOf(bytes)),
    ...authentic(read),
    {
      id: 'report',
      line: say('evidence.check.report'),
      state:
        claims === undefined ? 'not' : isReportDataOf(claims.reportData, runtime) ? 'pass' : 'fail',
      expected: toHex(report),
      found: claims === undefined ? undefined : toHex(claims.reportData),
    },
    compare('evidence.check.role', 'worker', runtime.role),
    compare('evidence.check.job', expected.jobHash ?? undefined, job),
    compare('evidence.check.code', claims?.code, runtime.code),
    compare('evidence.check.build', buildFacts().worker, claims?.code),
    compare('evidence.check.broker', expected.broker, runtime.broker),
    {
      id: 'until',
      line: say('evidence.check.until'),
      state: until === undefined ? 'not' : 'pass',
      found: until === undefined ? undefined : formatTime(new Date(until * 1000), expected.zone),
    },
    { id: 'nonce', line: say('evidence.check.nonce'), state: 'not', found: runtime.nonce },
  ];
}
