// Which answers of a vendor's service evidence has to be judged by, and where they are. Pure.
// Sources: Intel, Provisioning Certification Service API v4 and PCCS design guide; AMD 57230, VCEK
// Certificate and KDS Interface Specification. docs/limitations.md says which parts of the
// real services we could not see.

import type {
  AmdSubject,
  CollateralSubject,
  IntelSubject,
} from '#enclave/attestation/collateral-subject.ts';
import { UsageError } from '../command.ts';

export interface Piece {
  /** What its files are called, without their ending. */
  readonly name: string;
  readonly url: string;
  /** How its bytes come: `list` as DER or, from a PCCS, as DER in hex. */
  readonly form: 'statement' | 'certificate' | 'chain' | 'list';
  /** Header with the chain of whoever signed it, as PEM in URL encoding. */
  readonly chainHeader?: string;
  /** Several times what such an answer measures. */
  readonly bytesMax: number;
  /** What to do about 404. */
  readonly unknown: string;
}

export interface Services {
  /** A PCCS, or another that answers like Intel's; Intel's own without one. */
  readonly pcs: string | undefined;
  readonly kds: string | undefined;
}

const intelService = 'https://api.trustedservices.intel.com';
/** Intel's root publishes its list here; caching services have it beside the rest. */
const intelRootList = 'https://certificates.trustedservices.intel.com/IntelSGXRootCA.der';
const amdService = 'https://kdsintf.amd.com';

const kilobyte = 1024;

const pieceNames = ['tcb-info', 'qe-identity', 'root-crl', 'pck-crl', 'key', 'cert-chain', 'crl'];

/** Whether a file may be part of this piece; without a piece, of any. */
export function isPartName(file: string, name?: string): boolean {
  const names = name ?? pieceNames.join('|');
  return new RegExp(`^(${names})(-chain)?(-[1-9])?\\.(json|der|pem)$`).test(file);
}

function intelPieces(
  { tee, fmspc, authority }: IntelSubject,
  given: string | undefined,
): readonly Piece[] {
  const base = given ?? intelService;
  const own = `${base}/${tee.toLowerCase()}/certification/v4`;
  const shared = `${base}/sgx/certification/v4`;
  const isIntels = base === intelService;
  return [
    {
      name: 'tcb-info',
      url: `${own}/tcb?fmspc=${fmspc}`,
      form: 'statement',
      chainHeader: 'TCB-Info-Issuer-Chain',
      bytesMax: 512 * kilobyte,
      unknown: `no TCB info for FMSPC ${fmspc} and ${tee}: no ${tee} platform of Intel's`,
    },
    {
      name: 'qe-identity',
      url: `${own}/qe/identity`,
      form: 'statement',
      chainHeader: 'SGX-Enclave-Identity-Issuer-Chain',
      bytesMax: 64 * kilobyte,
      unknown: 'no identity of the quoting enclave: does the address lead to a service of API v4?',
    },
    {
      name: 'root-crl',
      url: isIntels ? intelRootList : `${shared}/rootcacrl`,
      form: 'list',
      bytesMax: 1024 * kilobyte,
      unknown: 'no list of the root: does the address lead to a service of API v4?',
    },
    {
      name: 'pck-crl',
      url: `${shared}/pckcrl?ca=${authority}&encoding=der`,
      form: 'list',
      bytesMax: 2048 * kilobyte,
      unknown: `no list of the ${authority} authority: does the address lead to a service of API v4?`,
    },
  ];
}

/** As AMD's own examples have them: two digits, Turin's first part in front. */
function tcbQuery({ fmc, bootloader, tee, snp, microcode }: AmdSubject['tcb']): string {
  const parts = { fmcSPL: fmc, blSPL: bootloader, teeSPL: tee, snpSPL: snp, ucodeSPL: microcode };
  return Object.entries(parts)
    .filter(([, version]) => version !== undefined)
    .map(([part, version]) => `${part}=${String(version).padStart(2, '0')}`)
    .join('&');
}

/** A VLEK is lent to a cloud and comes from it with the report; AMD gives it to nobody else. */
function keyPieces({ product, key, chip, tcb }: AmdSubject, base: string): readonly Piece[] {
  if (key === 'VLEK') return [];
  if (chip === undefined) {
    throw new UsageError(
      'the report masks its chip, so that AMD cannot be asked for its key: turn MASK_CHIP_ID off on the host',
    );
  }
  return [
    {
      name: 'key',
      url: `${base}/vcek/v1/${product}/${chip}?${tcbQuery(tcb)}`,
      form: 'certificate',
      bytesMax: 16 * kilobyte,
      unknown: `no key of this chip for ${product} and ${tcbQuery(tcb)}: another product, or a TCB that AMD does not know`,
    },
  ];
}

function amdPieces(subject: AmdSubject, base = amdService): readonly Piece[] {
  const { key, product } = subject;
  const family = `${base}/${key.toLowerCase()}/v1/${product}`;
  const unknown = `AMD's service has no ${key} of ${product}`;
  return [
    ...keyPieces(subject, base),
    {
      name: 'cert-chain',
      url: `${family}/cert_chain`,
      form: 'chain',
      bytesMax: 64 * kilobyte,
      unknown,
    },
    { name: 'crl', url: `${family}/crl`, form: 'list', bytesMax: 1024 * kilobyte, unknown },
  ];
}

/** In the order in which they are asked for. Throws UsageError where nobody could be asked. */
export function neededPieces(subject: CollateralSubject, { pcs, kds }: Services): readonly Piece[] {
  return subject.vendor === 'Intel' ? intelPieces(subject, pcs) : amdPieces(subject, kds);
}
