// SHA-256 of each template's own bundle file, put in by the build, hence inside the measured code.

import { templateRegistry, type TemplateRegistry } from '../templates/index.ts';

declare const PARLEY_TEMPLATE_DIGESTS: Readonly<Record<string, string>>;

/** The templates that this program was built with. */
export function compiledTemplates(): TemplateRegistry {
  return templateRegistry(PARLEY_TEMPLATE_DIGESTS);
}
