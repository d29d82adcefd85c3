// Inputs as manifests would describe them.

import { hashOf, utf8, type Column, type Hash } from '#enclave/protocol/index.ts';
import type { TemplateInput, TemplateJob } from '#enclave/templates/index.ts';

export const party = (name: string): Hash => hashOf(utf8(name));

export const key: Column = {
  name: 'person',
  type: 'text',
  role: 'entityKey',
  reducers: [],
  domain: { kind: 'text', maxLength: 32 },
};
export const region: Column = {
  name: 'region',
  type: 'text',
  role: 'dimension',
  reducers: ['only'],
  domain: { kind: 'enum', values: ['n', 's'] },
};
export const label: Column = {
  name: 'bad',
  type: 'int',
  role: 'label',
  reducers: ['worst'],
  domain: { kind: 'int', min: '0', max: '1', step: '1' },
};

export function lender(
  alias: string,
  columns: readonly Column[] = [key, region],
  change: Partial<TemplateInput> = {},
): TemplateInput {
  return {
    alias,
    owners: [party(alias)],
    columns,
    entityKey: { column: 'person', domain: 'test-person' },
    normaliser: 'exact/1' as const,
    entitiesRounded: 2000,
    ...change,
  };
}

export function jobOf(
  inputs: readonly TemplateInput[],
  recipients: readonly string[] = ['bureau'],
): TemplateJob {
  return { inputs, recipients: recipients.map(party), entitiesMin: 20 };
}
