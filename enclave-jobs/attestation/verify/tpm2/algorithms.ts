// Algorithm identifiers of the TCG registry that attestation uses, and no others.

import { fault } from '../../examination.ts';
import type { DigestName } from '../../x509/algorithms.ts';

export const algNull = 0x0010;
const algSha256 = 0x000b;

/** Registers are kept once for each hash: a bank. */
export interface PcrBank {
  readonly id: number;
  readonly name: string;
}
export const sha256Bank: PcrBank = { id: algSha256, name: 'SHA-256' };
export const sm3Bank: PcrBank = { id: 0x0012, name: 'SM3' };

const digests: ReadonlyMap<number, DigestName> = new Map([
  [algSha256, 'SHA-256'],
  [0x000c, 'SHA-384'],
  [0x000d, 'SHA-512'],
]);

export type TpmScheme = 'RSASSA' | 'RSAPSS' | 'ECDSA';

const schemes: ReadonlyMap<number, TpmScheme> = new Map([
  [0x0014, 'RSASSA'],
  [0x0016, 'RSAPSS'],
  [0x0018, 'ECDSA'],
]);

const hexOf = (id: number) => `0x${id.toString(16).padStart(4, '0')}`;

/** Throws ParseFault on any other, SHA-1 among them. */
export const digestOf = (id: number, field: string): DigestName =>
  digests.get(id) ?? fault(field, 'SHA-256, SHA-384 or SHA-512', hexOf(id));

/** Throws ParseFault on any other. */
export const schemeOf = (id: number, field: string): TpmScheme =>
  schemes.get(id) ?? fault(field, 'RSASSA, RSAPSS or ECDSA', hexOf(id));
