// Claims as people and JSON can read them: bytes in hex, big numbers and maps as text and objects,
// and every leaf by its path.

import { toHex } from '#enclave/protocol/index.ts';

/** Bytes as hex, big numbers as text, maps as objects; what is undefined is left out. */
export function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return toHex(value);
  if (typeof value === 'bigint') return value.toString();
  if (value instanceof Map) {
    return Object.fromEntries([...value].map(([key, one]) => [String(key), plain(one)]));
  }
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, one]) => one !== undefined)
      .map(([key, one]) => [key, plain(one)]),
  );
}

export interface PlainField {
  /** `platform.report.measurement`. */
  readonly path: string;
  readonly value: string;
}

/** Every leaf of a plain value with its path, in order. */
export function fieldsOf(value: unknown, path = ''): readonly PlainField[] {
  if (typeof value !== 'object' || value === null) return [{ path, value: String(value) }];
  return Object.entries(value).flatMap(([key, one]) =>
    fieldsOf(one, path === '' ? key : `${path}.${key}`),
  );
}
