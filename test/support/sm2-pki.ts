// Certificates with SM2 over SM3, which no library here makes: written byte by byte.

import { concatBytes, utf8, type Bytes } from '#enclave/protocol/index.ts';
import { der, integer, octetString, oid, sequence } from './der.ts';
import type { Sm2Key } from './sm2-signer.ts';
import { now } from './test-pki.ts';

const algorithm = sequence(oid('1.2.156.10197.1.501'), der(5));
const sm2Key = sequence(oid('1.2.840.10045.2.1'), oid('1.2.156.10197.1.301'));

const nameOf = (name: string) =>
  sequence(der(0x31, sequence(oid('2.5.4.3'), der(0x0c, utf8(name)))));

const bitString = (bytes: Uint8Array, unused = 0) => der(3, Uint8Array.of(unused), bytes);

/** GeneralizedTime. */
const time = (seconds: number) => {
  const text = new Date(seconds * 1000).toISOString().replace(/[-:T]|\.\d+/g, '');
  return der(0x18, utf8(text));
};

/** An unsigned number in its shortest form. */
function unsigned(number: Uint8Array): Bytes {
  const digits = number.subarray(number.findIndex((byte) => byte !== 0));
  return der(2, Uint8Array.of(...((digits[0] ?? 0) >= 128 ? [0] : [])), digits);
}

export const sm2Spki = ({ point }: Pick<Sm2Key, 'point'>): Bytes =>
  sequence(sm2Key, bitString(concatBytes(Uint8Array.of(4), point)));

export interface Sm2Extension {
  readonly id: string;
  readonly value: Bytes;
  readonly isCritical?: boolean;
}

export interface Sm2Options {
  readonly name: string;
  /** SubjectPublicKeyInfo. */
  readonly spki: Bytes;
  readonly issuer: { readonly name: string; readonly key: Sm2Key };
  readonly extensions?: readonly Sm2Extension[];
  /** Seconds from the middle of all validities. */
  readonly from?: number;
  readonly until?: number;
  /** In whose name the issuer signs. */
  readonly userId?: string;
}

const day = 86_400;

export const basicConstraints = (isCa: boolean): Sm2Extension => ({
  id: '2.5.29.19',
  value: isCa ? sequence(der(1, Uint8Array.of(0xff))) : sequence(),
  isCritical: true,
});

/** First byte of the bits (RFC 5280 section 4.2.1.3). */
export const keyUsage = (usages: number): Sm2Extension => ({
  id: '2.5.29.15',
  value: bitString(Uint8Array.of(usages), Math.log2(usages & -usages)),
  isCritical: true,
});

const extensionOf = ({ id, value, isCritical = false }: Sm2Extension) =>
  sequence(oid(id), ...(isCritical ? [der(1, Uint8Array.of(0xff))] : []), octetString(value));

/** DER. */
export function issueSm2(options: Sm2Options): Bytes {
  const { name, spki, issuer, extensions = [], userId = '1234567812345678' } = options;
  const body = sequence(
    der(0xa0, integer(2)),
    integer(7),
    algorithm,
    nameOf(issuer.name),
    sequence(time(now + (options.from ?? -30 * day)), time(now + (options.until ?? 30 * day))),
    nameOf(name),
    spki,
    ...(extensions.length > 0 ? [der(0xa3, sequence(...extensions.map(extensionOf)))] : []),
  );
  const signature = issuer.key.sign(body, utf8(userId));
  const numbers = [signature.slice(0, 32), signature.slice(32)].map(unsigned);
  return sequence(body, algorithm, bitString(sequence(...numbers)));
}
