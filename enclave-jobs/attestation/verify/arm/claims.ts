// What the tokens of Arm's Root of Trust have in common, PSA's and the CCA platform's: one
// numbering of claims, one life cycle, one form of software components. Source: RFC 9783 section 4;
// Arm DEN0137, attestation token.

import { arrayOf, byteStringOf, integerOf, mapOf, readCbor, textOf } from '../../encoding/cbor.ts';
import { fault } from '../../examination.ts';
import type { Bytes } from '#enclave/protocol/index.ts';

export type ClaimMap = ReadonlyMap<unknown, unknown>;

/**
 * A claims set of which every key is known: what nobody reads is not believed in silence. Throws
 * ParseFault.
 */
export function readClaims(payload: Bytes, known: readonly number[], field: string): ClaimMap {
  const claims = mapOf(readCbor(payload, field), field);
  requireKnown(claims, known, field);
  return claims;
}

export function requireKnown(claims: ClaimMap, known: readonly number[], field: string): void {
  for (const key of claims.keys()) {
    if (typeof key !== 'number' || !known.includes(key)) {
      fault(field, 'known claims', typeof key === 'number' ? `${key}` : typeof key);
    }
  }
}

/** Bytes as long as a digest of SHA-256, SHA-384 or SHA-512. */
export function digestOf(value: unknown, field: string): Bytes {
  const bytes = byteStringOf(value, field);
  return [32, 48, 64].includes(bytes.length)
    ? bytes
    : fault(field, '32, 48 or 64 bytes', `${bytes.length}`);
}

/** A UEID of type RAND (RFC 9711 section 4.2.1): 01 and 32 bytes. */
export function instanceIdOf(value: unknown, field: string): Bytes {
  const bytes = byteStringOf(value, field, 33, 33);
  return bytes[0] === 1 ? bytes : fault(field, '01 first', `${bytes[0] ?? 0}`);
}

/** Text if it is there; never empty. */
export function optionalText(value: unknown, field: string): string | undefined {
  if (value === undefined) return undefined;
  const text = textOf(value, field);
  return text === '' ? fault(field, 'text', 'nothing') : text;
}

export interface SoftwareComponent {
  readonly measurementType: string | undefined;
  readonly measurementValue: Bytes;
  readonly version: string | undefined;
  /** Hash of the key that signed the component. */
  readonly signerId: Bytes;
  /** By which algorithm it was measured. */
  readonly measurementDescription: string | undefined;
}

const componentKeys = { type: 1, value: 2, version: 4, signer: 5, description: 6 } as const;

function readComponent(value: unknown, field: string): SoftwareComponent {
  const component = mapOf(value, field);
  requireKnown(component, Object.values(componentKeys), field);
  const { type, value: measured, version, signer, description } = componentKeys;
  return {
    measurementType: optionalText(component.get(type), `${field} type`),
    measurementValue: digestOf(component.get(measured), `${field} value`),
    version: optionalText(component.get(version), `${field} version`),
    signerId: digestOf(component.get(signer), `${field} signer`),
    measurementDescription: optionalText(component.get(description), `${field} description`),
  };
}

/** At least one. */
export function componentsOf(value: unknown, field: string): readonly SoftwareComponent[] {
  const components = arrayOf(value, field);
  if (components.length === 0) fault(field, 'at least one', 'none');
  return components.map((component, index) => readComponent(component, `${field} ${index}`));
}

/** 16 bits: the state, and a byte that the implementation defines. */
export function lifecycleOf(value: unknown, field: string): number {
  const state = integerOf(value, field);
  return state >= 0 && state <= 0xffff ? state : fault(field, '0 to ffff', `${state}`);
}
