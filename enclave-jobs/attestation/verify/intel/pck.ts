// What Intel certifies of a platform: the extension 1.2.840.113741.1.13.1 of its PCK certificate.
// Source: Intel SGX PCK Certificate and Certificate Revocation List Profile Specification.

import {
  booleanOf,
  countOf,
  oidOf,
  readDer,
  requireTag,
  sequenceOf,
  tags,
  type Der,
} from '../../encoding/der.ts';
import { ParseFault } from '../../examination.ts';
import type { Certificate } from '../../x509/certificate.ts';
import { toHex } from '#enclave/protocol/index.ts';

const base = '1.2.840.113741.1.13.1';

export interface PckPlatform {
  /** Security versions of the 16 components. */
  readonly components: readonly number[];
  readonly pceSvn: number;
  /** Hex, lower case. */
  readonly fmspc: string;
  readonly pceId: string;
  readonly ppid: string;
  /** Whether hyper-threading is on; undefined where the certificate does not say (Processor CA). */
  readonly smt: boolean | undefined;
}

/** SEQUENCE OF SEQUENCE { OBJECT IDENTIFIER, value }. */
function pairsOf(element: Der, field: string): ReadonlyMap<string, Der> {
  const list = sequenceOf(element, field).map((pair) => {
    const [oid, value, more] = sequenceOf(pair, field);
    if (value === undefined || more !== undefined) {
      throw new ParseFault({ field, expected: 'pairs', found: 'something else' });
    }
    return [oidOf(oid, field), value] as const;
  });
  const pairs = new Map(list);
  if (pairs.size !== list.length)
    throw new ParseFault({ field, expected: 'each once', found: 'one twice' });
  return pairs;
}

function octets(element: Der | undefined, length: number, field: string): string {
  const { content } = requireTag(element, tags.octetString, field);
  if (content.length !== length) {
    throw new ParseFault({ field, expected: `${length} bytes`, found: `${content.length}` });
  }
  return toHex(content);
}

function byteOf(element: Der | undefined, field: string, max = 255): number {
  const value = countOf(element, field);
  if (value > max) throw new ParseFault({ field, expected: `at most ${max}`, found: `${value}` });
  return value;
}

/** Configuration, 7.3 SMT Enabled. */
function smtIn(configuration: Der | undefined): boolean | undefined {
  if (configuration === undefined) return undefined;
  const field = 'SMT Enabled';
  const value = pairsOf(configuration, 'Configuration').get(`${base}.7.3`);
  return value === undefined ? undefined : booleanOf(requireTag(value, tags.boolean, field), field);
}

/** Reads the SGX extension of a PCK certificate. Throws ParseFault. */
export function readPckPlatform({ extensions }: Certificate): PckPlatform {
  const extension = extensions.get(base);
  const field = 'SGX extension';
  if (extension === undefined) throw new ParseFault({ field, expected: base, found: 'none' });
  const values = pairsOf(readDer(extension.value), field);
  const tcb = values.get(`${base}.2`);
  if (tcb === undefined) throw new ParseFault({ field, expected: 'TCB', found: 'none' });
  const parts = pairsOf(tcb, 'TCB');
  return {
    components: Array.from({ length: 16 }, (_, index) =>
      byteOf(parts.get(`${base}.2.${index + 1}`), `component ${index + 1}`),
    ),
    pceSvn: byteOf(parts.get(`${base}.2.17`), 'PCESVN', 0xffff),
    ppid: octets(values.get(`${base}.1`), 16, 'PPID'),
    pceId: octets(values.get(`${base}.3`), 2, 'PCE-ID'),
    fmspc: octets(values.get(`${base}.4`), 6, 'FMSPC'),
    smt: smtIn(values.get(`${base}.7`)),
  };
}
