// Every template of this build under a digest that needs no build: a new template touches no test
// of others.

import { hashOf, utf8, type Hash, type TemplateRef } from '#enclave/protocol/index.ts';
import { registeredTemplates } from '#enclave/templates/registered.ts';
import { templateRegistry, type TemplateRegistry } from '#enclave/templates/index.ts';

/** Of a template's id, in every test that builds none. */
export const digestOf = (id: string): Hash => hashOf(utf8(id));

/** `other` stands in for a template's digest of another build. */
export function testRegistry(other: Readonly<Record<string, Hash>> = {}): TemplateRegistry {
  const digests = registeredTemplates.map(({ id }) => [id, other[id] ?? digestOf(id)] as const);
  return templateRegistry(Object.fromEntries(digests));
}

export function refOf(id: string, registry = testRegistry()): TemplateRef {
  const found = registry.refs.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no template ${id}`);
  return found;
}
