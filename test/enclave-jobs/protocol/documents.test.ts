// R1 over every document type and broker message: the accepted bytes are accepted, and no mutation
// of a single field is. The values are test/vectors/accepted-documents.ts.

import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  canonicalBytes,
  fromUtf8,
  parseDocument,
  utf8,
  type DocumentType,
} from '#enclave/protocol/index.ts';
import * as protocol from '#enclave/protocol/index.ts';
import { mutationsOf, notMalformed } from '../../support/mutations.ts';
import { acceptedDocuments, frozenText, orderedLists } from '../../vectors/accepted-documents.ts';

const frozenFile = new URL('../../vectors/documents-parley.json', import.meta.url);
const accepted = await acceptedDocuments();
if (process.env.PARLEY_REGENERATE === '1') writeFileSync(frozenFile, frozenText(accepted));
const frozen = new Map(
  Object.entries(JSON.parse(readFileSync(frozenFile, 'utf8')) as Record<string, string>),
);

function isDocumentType(value: unknown): value is DocumentType {
  return typeof value === 'object' && value !== null && 'schema' in value && 'type' in value;
}

function isMessage(label: string): boolean {
  return /^(request|answer|log body|broker record)/.test(label);
}

/** In messages and Refusal, `.codes` is one name for an ordered and a sorted list. */
function orderedIn(label: string): string[] {
  const inMessages = ['.codes', '.entries'];
  return orderedLists.filter((path) => isMessage(label) || !inMessages.includes(path));
}

describe('the frozen documents', () => {
  it('holds every document type of the protocol', () => {
    const types = Object.values<unknown>(protocol).filter(isDocumentType);
    const covered = new Set(accepted.map(({ label }) => label.split(',')[0]));
    expect(types.map(({ type }) => type).filter((type) => !covered.has(type))).toEqual([]);
    expect(types.length).toBeGreaterThan(20);
  });

  it('holds exactly the bytes that the builders write', () => {
    const built = accepted.map(({ label, bytes }) => [label, fromUtf8(bytes)]);
    expect(built).toEqual([...frozen]);
  });
});

describe.each(accepted)('$label', ({ label, schema, bytes, value, ...reader }) => {
  const read = (data: Uint8Array) => reader.read(data);

  it('accepts the frozen bytes, and reads out of them what they say', () => {
    const text = frozen.get(label) ?? '';
    expect(canonicalBytes(read(utf8(text)))).toEqual(bytes);
  });

  it('refuses every mutation of a single field', () => {
    const mutations = mutationsOf(schema, value, orderedIn(label));
    expect(mutations.length).toBeGreaterThan(5);
    expect(notMalformed(read, mutations)).toEqual([]);
  });

  it('refuses the bytes of every document of another type', () => {
    const others = accepted
      .filter((other) => !isMessage(other.label) && other.schema !== schema)
      .map((other) => ({ label: other.label, bytes: other.bytes }));
    expect(notMalformed(read, others)).toEqual([]);
  });
});

describe('a document under the wrong type', () => {
  it('is refused even when the fields are those of the other type', () => {
    const { TimeToken } = protocol;
    const token = accepted.find(({ label }) => label === 'TimeToken');
    const renamed = fromUtf8(token?.bytes ?? utf8('')).replace('"TimeToken"', '"Approval"');
    expect(() => parseDocument(TimeToken, utf8(renamed))).toThrow('MALFORMED');
  });
});
