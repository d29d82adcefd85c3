// Certificates, lists and statements for people to look at: names and dates, nothing judged. What
// cannot be read is said to be so, and left to the examination to refuse.

import { amdRoots } from '../anchors/amd.ts';
import { nitroRoot } from '../anchors/aws.ts';
import { intelRoot } from '../anchors/intel.ts';
import { readSign1 } from '../encoding/cose.ts';
import { ParseFault } from '../examination.ts';
import type { Bytes, EvidenceFormat, Hash } from '../../protocol/index.ts';
import { readPki } from '../x509/endorsements.ts';
import { readHyperEnclaveQuote } from './hyperenclave/quote.ts';
import { isStatement, readStatements } from './intel/collateral.ts';
import { readQuote } from './intel/quote.ts';
import { readNitroDocument } from './nitro/document.ts';

/** Times in seconds since 1970. */
export type EndorsementFacts =
  | {
      readonly kind: 'certificate';
      readonly subject: string;
      readonly issuer: string;
      readonly from: number;
      readonly until: number;
      readonly keyHash: Hash;
      /** The name under which this very key is compiled in. */
      readonly anchor: string | undefined;
    }
  | {
      readonly kind: 'list';
      readonly issuer: string;
      readonly from: number;
      readonly until: number;
      readonly revoked: number;
    }
  | {
      readonly kind: 'statement';
      readonly name: 'TCB info' | 'QE identity';
      readonly from: number;
      readonly until: number;
    }
  | { readonly kind: 'other'; readonly length: number };

const anchors = [...Object.values(amdRoots), intelRoot, nitroRoot];

function pkiFacts(parts: readonly Bytes[]): readonly EndorsementFacts[] {
  const { certificates, lists } = readPki(parts);
  return [
    ...certificates.map((one) => ({
      kind: 'certificate' as const,
      subject: one.subjectText,
      issuer: one.issuerText,
      from: one.notBefore,
      until: one.notAfter,
      keyHash: one.keyHash,
      anchor: anchors.find(({ keyHash }) => keyHash === one.keyHash)?.name,
    })),
    ...lists.map((one) => ({
      kind: 'list' as const,
      issuer: one.issuerText,
      from: one.thisUpdate,
      until: one.nextUpdate,
      revoked: one.revoked.size,
    })),
  ];
}

function statementFacts(part: Bytes): readonly EndorsementFacts[] {
  const { tcbInfos, qeIdentities } = readStatements([part]);
  const named = [
    ...tcbInfos.map(({ value }) => ({ name: 'TCB info' as const, value })),
    ...qeIdentities.map(({ value }) => ({ name: 'QE identity' as const, value })),
  ];
  return named.map(({ name, value: { issueDate: from, nextUpdate: until } }) => ({
    kind: 'statement',
    name,
    from,
    until,
  }));
}

function factsOf(part: Bytes): readonly EndorsementFacts[] {
  try {
    return isStatement(part) ? statementFacts(part) : pkiFacts([part]);
  } catch (error) {
    if (!(error instanceof ParseFault)) throw error;
    return [{ kind: 'other', length: part.length }];
  }
}

/** Certificates that evidence carries within itself. */
function embedded(format: EvidenceFormat, raw: Bytes): readonly Bytes[] {
  if (format === 'sgx-dcap' || format === 'tdx') return [readQuote(raw).pckChain];
  if (format === 'hyperenclave') return [readHyperEnclaveQuote(raw).certificate];
  if (format !== 'nitro-enclave' && format !== 'nitro-tpm') return [];
  const { certificate, cabundle } = readNitroDocument(readSign1(raw, 'document').payload);
  return [certificate, ...[...cabundle].reverse()];
}

/** What came with evidence, and within it, in the order in which it came, each once. */
export function describeEndorsements(
  format: EvidenceFormat,
  raw: Bytes,
  endorsements: readonly Bytes[],
): readonly EndorsementFacts[] {
  let inside: readonly Bytes[] = [];
  try {
    inside = embedded(format, raw);
  } catch (error) {
    if (!(error instanceof ParseFault)) throw error;
  }
  const facts = [...inside, ...endorsements].flatMap(factsOf);
  // Chains come with their root, each for itself: once is enough to look at.
  return [...new Map(facts.map((one) => [JSON.stringify(one), one])).values()];
}
