// The templates compiled into a program, by exact reference. The digest of a template is SHA-256 of
// its own bundle file; the build hands the digests in, so that they are inside the measured code.

import {
  EnclaveError,
  hashSchema,
  isSameTemplate,
  type Hash,
  type Params,
  type TemplateRef,
} from '../protocol/index.ts';
import type { PreparedTemplate, Template, TemplateInput } from './contract.ts';
import { templateJob } from './facts.ts';
import { gridName, jointMinima, type GroupMinima } from './grid.ts';
import { registeredTemplates } from './registered.ts';

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

/** What a job says, with what is held of its inputs. */
export interface ReadJob {
  readonly template: TemplateRef;
  readonly params: Params;
  readonly recipients: readonly { readonly party: Hash }[];
  readonly inputs: readonly {
    readonly alias: string;
    readonly manifest: { readonly value: Omit<TemplateInput, 'alias'> };
    /** Absent where it is not held: it asks for nothing then. */
    readonly policy?: { readonly value: { readonly thresholds: GroupMinima } } | undefined;
  }[];
}

/** A template with a job's parameters, under the minima of all owners' rules. */
export interface PreparedJob extends PreparedTemplate {
  readonly minima: GroupMinima;
  /** The name of the public grid that it asks for. */
  readonly grid: Hash;
}

/** The one reading of a job by its template. Throws TEMPLATE_UNKNOWN or PARAMS. */
export function prepareJob(
  registry: TemplateRegistry,
  { template, params, recipients, inputs }: ReadJob,
): PreparedJob {
  const minima = jointMinima(inputs.flatMap(({ policy }) => policy ?? []));
  const { entitiesMin } = minima;
  const prepared = registry
    .get(template)
    .prepare(params, templateJob({ inputs, recipients, entitiesMin }));
  return { ...prepared, minima, grid: gridName(template, prepared.gridColumns, minima) };
}
