// What this build of the pages knows of the enclaves: template digests and code identities. A page
// that the platform serves says what the platform put there; a program of one's own knows its own
// (R40).

import * as z from 'zod';
import { hashSchema, type Hash } from '#enclave/protocol/index.ts';
import { templateRegistry, type TemplateRegistry } from '#enclave/templates/index.ts';

const factsSchema = z.object({
  templates: z.record(z.string(), hashSchema),
  broker: z.array(hashSchema).min(1),
  worker: hashSchema,
  workerWithoutSandbox: hashSchema,
});
export type BuildFacts = z.infer<typeof factsSchema>;

let read: BuildFacts | undefined;

export function buildFacts(): BuildFacts {
  read ??= factsSchema.parse(JSON.parse(process.env['PARLEY_BUILD_FACTS'] ?? '{}'));
  return read;
}

export function builtTemplates(): TemplateRegistry {
  return templateRegistry(buildFacts().templates);
}

/** What a participant's program takes from its own build: the questions and the code it knows. */
export interface OwnBuild {
  readonly registry: TemplateRegistry;
  readonly broker: readonly Hash[];
  readonly worker: Hash;
}

export function ownBuild(): OwnBuild {
  const { broker, worker } = buildFacts();
  return { registry: builtTemplates(), broker, worker };
}
