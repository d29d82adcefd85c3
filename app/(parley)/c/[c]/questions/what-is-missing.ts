// What a question needs of the datasets on the table, and what is missing. A hint from public
// facts: the template code alone decides, in the job builder and in the enclave.

import type { inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '#server/api/router.ts';
import type { Template } from '#enclave/templates/index.ts';
import { say } from '#app/_text/text.ts';
import { manifestsIn } from '#app/(parley)/_shared/signed-facts.ts';

export interface TableFacts {
  /** The most owners whose usable datasets share one kind of key. */
  readonly owners: number;
  /** Whether one of them says who is good and who is bad. */
  readonly hasLabel: boolean;
  /** That kind of key; undefined while nothing is usable. */
  readonly domain: string | undefined;
}

type Found = inferRouterOutputs<AppRouter>['dataset']['list'];

/** Looks at the datasets that are uploaded and not withdrawn. */
export function tableFacts({ datasets, documents }: Found): TableFacts {
  const manifests = manifestsIn(documents);
  const owners = new Map<string, Set<string>>();
  const labelled = new Set<string>();
  for (const { versions, withdrawnAt, needsGrant } of datasets) {
    const newest = versions[0];
    if (withdrawnAt !== null || needsGrant || newest === undefined || newest.blob === null)
      continue;
    const manifest = manifests.get(newest.manifest);
    if (manifest === undefined) continue;
    const { entityKey, normaliser } = manifest;
    const key = `${entityKey.domain} ${normaliser}`;
    if (manifest.columns.some(({ role }) => role === 'label')) labelled.add(key);
    owners.set(key, new Set([...(owners.get(key) ?? []), ...manifest.owners]));
  }
  const [most] = [...owners].sort(([, a], [, b]) => b.size - a.size);
  const [key, found = new Set()] = most ?? [];
  return {
    ...{ owners: found.size, domain: key?.split(' ')[0] },
    hasLabel: key !== undefined && labelled.has(key),
  };
}

/** Why a question cannot be asked here yet; undefined if it can. */
export function whatIsMissing(
  { needs, parameters }: Template,
  facts: TableFacts,
): string | undefined {
  const needed = Math.max(needs.inputs.min, needs.owners);
  if (facts.owners < needed) return say('gallery.missing', { needed, found: facts.owners });
  const needsLabel = parameters.some(
    (one) => one.kind === 'input' && one.label === true && one.optional !== true,
  );
  return needsLabel && !facts.hasLabel ? say('gallery.missing.label') : undefined;
}
