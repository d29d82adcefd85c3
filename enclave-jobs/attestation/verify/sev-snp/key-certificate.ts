// What AMD's key distribution service certifies of a chip's key: extensions below
// 1.3.6.1.4.1.3704.1. Source: AMD 57230, Versioned Chip Endorsement Key Certificate and KDS
// Interface Specification.

import { countOf, integerOf, readDer, tags } from '../../encoding/der.ts';
import { ParseFault } from '../../examination.ts';
import { snpProducts, type SnpProduct } from '../../anchors/amd.ts';
import type { Certificate } from '../../x509/certificate.ts';
import type { Bytes } from '#enclave/protocol/index.ts';
import type { SnpSigningKey, SnpTcb } from './report.ts';

const base = '1.3.6.1.4.1.3704.1';
const ids = {
  product: `${base}.2`,
  bootloader: `${base}.3.1`,
  tee: `${base}.3.2`,
  snp: `${base}.3.3`,
  microcode: `${base}.3.8`,
  fmc: `${base}.3.9`,
  hardwareId: `${base}.4`,
  cloud: `${base}.5`,
} as const;

export interface SnpKeyCertificate {
  readonly kind: SnpSigningKey;
  readonly product: SnpProduct;
  /** As AMD writes it, with the stepping: Milan-B0. */
  readonly productName: string;
  readonly tcb: SnpTcb;
  /** VCEK only: 64 bytes; Turin 8. */
  readonly hardwareId: Bytes | undefined;
  /** VLEK only: the cloud that the key was lent to. */
  readonly cloud: string | undefined;
}

/** Which of the two a certificate says it is. */
export function keyKindOf({ commonName }: Certificate): SnpSigningKey | undefined {
  if (commonName === 'SEV-VCEK') return 'VCEK';
  return commonName === 'SEV-VLEK' ? 'VLEK' : undefined;
}

function valueOf({ extensions }: Certificate, id: string, field: string): Bytes {
  const found = extensions.get(id);
  if (found === undefined)
    throw new ParseFault({ field, expected: `extension ${id}`, found: 'none' });
  return found.value;
}

function versionOf(certificate: Certificate, id: string, field: string): number {
  const element = readDer(valueOf(certificate, id, field));
  integerOf(element, field);
  const value = countOf(element, field);
  if (value > 255) throw new ParseFault({ field, expected: '0 to 255', found: `${value}` });
  return value;
}

function ia5Of(certificate: Certificate, id: string, field: string): string {
  const { tag, content } = readDer(valueOf(certificate, id, field));
  const text = String.fromCharCode(...content.subarray(0, 65));
  if (tag !== tags.ia5String || !/^[\x20-\x7e]{1,64}$/.test(text)) {
    throw new ParseFault({
      field,
      expected: 'a short IA5String',
      found: `tag 0x${tag.toString(16)}`,
    });
  }
  return text;
}

/** AMD puts the identifier in bare; some of its tools wrap it in an OCTET STRING. */
function hardwareIdOf(certificate: Certificate, length: number): Bytes {
  const field = 'hardware id';
  const value = valueOf(certificate, ids.hardwareId, field);
  if (value.length === length) return value;
  const wrapped = value.length === length + 2 ? readDer(value) : undefined;
  if (wrapped?.tag === tags.octetString) return wrapped.content;
  throw new ParseFault({ field, expected: `${length} bytes`, found: `${value.length}` });
}

/** Reads what a VCEK or VLEK certificate vouches for. Throws ParseFault. */
export function readKeyCertificate(certificate: Certificate): SnpKeyCertificate {
  const kind = keyKindOf(certificate);
  if (kind === undefined) {
    throw new ParseFault({ field: 'subject', expected: 'SEV-VCEK or SEV-VLEK', found: 'another' });
  }
  const productName = ia5Of(certificate, ids.product, 'product name');
  const line = productName.split('-')[0];
  // Bergamo and Siena are Genoas: one root, one layout.
  const family = line === 'Bergamo' || line === 'Siena' ? 'Genoa' : line;
  const product = snpProducts.find((one) => one === family);
  if (product === undefined) {
    throw new ParseFault({
      field: 'product name',
      expected: snpProducts.join(', '),
      found: productName,
    });
  }
  const part = (id: string, field: string) => versionOf(certificate, id, field);
  return {
    kind,
    product,
    productName,
    tcb: {
      ...(product === 'Turin' ? { fmc: part(ids.fmc, 'fmcSPL') } : {}),
      bootloader: part(ids.bootloader, 'blSPL'),
      tee: part(ids.tee, 'teeSPL'),
      snp: part(ids.snp, 'snpSPL'),
      microcode: part(ids.microcode, 'ucodeSPL'),
    },
    hardwareId:
      kind === 'VCEK' ? hardwareIdOf(certificate, product === 'Turin' ? 8 : 64) : undefined,
    cloud: kind === 'VLEK' ? ia5Of(certificate, ids.cloud, 'csp_id') : undefined,
  };
}
