// The templates compiled into a program, by exact reference. The digest of a template is SHA-256 of
// its own bundle file; the build hands the digests in, so that they are inside the measured code.

import { EnclaveError, hashSchema, isSameTemplate, type TemplateRef } from '../protocol/index.ts';
import { registeredTemplates } from './registered.ts';
import type { Template } from './contract.ts';

export interface TemplateRegistry {
  /** Throws TEMPLATE_UNKNOWN unless id, version and digest are the compiled ones. */
  get(ref: TemplateRef): Template;
  /** References of everything compiled in, for people to choose from. */
  readonly refs: readonly TemplateRef[];
}

/** `digests` maps template id to digest. Throws TEMPLATE_UNKNOWN for a template without one. */
export function templateRegistry(
  digests: Readonly<Record<string, string>>,
  templates: readonly Template[] = registeredTemplates,
): TemplateRegistry {
  const entries = templates.map((template) => {
    const digest = hashSchema.safeParse(digests[template.id]);
    if (!digest.success) throw new EnclaveError('TEMPLATE_UNKNOWN', template.id);
    return { template, ref: { id: template.id, version: template.version, digest: digest.data } };
  });
  return {
    refs: entries.map((entry) => entry.ref),
    get(ref) {
      const found = entries.find((entry) => isSameTemplate(entry.ref, ref));
      if (found === undefined) throw new EnclaveError('TEMPLATE_UNKNOWN', ref.id);
      return found.template;
    },
  };
}
