// What a vendor's service has to be asked about, read from evidence that nobody has verified yet:
// it says what to ask for, never what to believe. Only formats whose vendors have such a service. A
// door of its own: programs that verify never ask, and their measured bundles do not change with
// it.

import type { SnpProduct } from './anchors/amd.ts';
import { readPem } from './encoding/pem.ts';
import { openExamination, ParseFault } from './examination.ts';
import { readCertificate, type Certificate } from './x509/certificate.ts';
import { onlyCertificate } from './x509/endorsements.ts';
import { equalBytes, toHex, type Bytes } from '../protocol/index.ts';
import { readPckPlatform } from './verify/intel/pck.ts';
import { readQuote } from './verify/intel/quote.ts';
import {
  readSnpReport,
  readTcb,
  type SnpSigningKey,
  type SnpTcb,
} from './verify/sev-snp/report.ts';

export { snpProducts } from './anchors/amd.ts';

export const collateralFormats = ['sgx-dcap', 'tdx', 'sev-snp'] as const;
export type CollateralFormat = (typeof collateralFormats)[number];

export interface IntelSubject {
  readonly vendor: 'Intel';
  readonly tee: 'SGX' | 'TDX';
  /** Hex, lower case. */
  readonly fmspc: string;
  /** Which of Intel's authorities certified the platform, and lists what it revoked. */
  readonly authority: 'platform' | 'processor';
}

export interface AmdSubject {
  readonly vendor: 'AMD';
  readonly product: SnpProduct;
  readonly key: SnpSigningKey;
  /** Hex, as long as AMD's service takes it; undefined where the report masks it. */
  readonly chip: string | undefined;
  readonly tcb: SnpTcb;
}

export type CollateralSubject = IntelSubject | AmdSubject;

const authorities = {
  'Intel SGX PCK Platform CA': 'platform',
  'Intel SGX PCK Processor CA': 'processor',
} as const;

const isAuthority = (name: string): name is keyof typeof authorities =>
  Object.hasOwn(authorities, name);

function authorityOf(pck: Certificate, chain: readonly Certificate[]): IntelSubject['authority'] {
  const name = chain.find(({ subject }) => equalBytes(subject, pck.issuer))?.commonName ?? '';
  if (isAuthority(name)) return authorities[name];
  const expected = Object.keys(authorities).join(' or ');
  throw new ParseFault({ field: 'PCK issuer', expected, found: pck.issuerText });
}

function intelSubject(raw: Bytes): IntelSubject {
  const { body, pckChain } = readQuote(raw);
  const chain = readPem(pckChain).map(readCertificate);
  const isPck = ({ commonName }: Certificate) => commonName === 'Intel SGX PCK Certificate';
  const pck = onlyCertificate(chain, 'PCK chain', isPck);
  const { fmspc } = readPckPlatform(pck);
  return { vendor: 'Intel', tee: body.tee, fmspc, authority: authorityOf(pck, chain) };
}

function amdSubject(raw: Bytes, said: SnpProduct | undefined): AmdSubject {
  const { signingKey, product = said, chipId, isChipKeyMasked, reportedTcb } = readSnpReport(raw);
  if (product === undefined) {
    const expected = 'a product, which this report does not name: it has to be said';
    throw new ParseFault({ field: 'product', expected, found: 'none' });
  }
  const isMasked = isChipKeyMasked || chipId.every((byte) => byte === 0);
  return {
    vendor: 'AMD',
    product,
    key: signingKey,
    // The service takes as many bytes as the product's chips have: 8 on Turin, zeros behind them.
    chip: isMasked ? undefined : toHex(product === 'Turin' ? chipId.subarray(0, 8) : chipId),
    tcb: readTcb(reportedTcb, product),
  };
}

/**
 * Reads whom the evidence is about. `product` counts only where a SEV-SNP report names none
 * (version 2). Throws EvidenceFault (EVIDENCE_INVALID) on what cannot be read.
 */
export function readCollateralSubject(
  format: CollateralFormat,
  raw: Bytes,
  product?: SnpProduct,
): CollateralSubject {
  return openExamination().read('subject', format, () =>
    format === 'sev-snp' ? amdSubject(raw, product) : intelSubject(raw),
  );
}
