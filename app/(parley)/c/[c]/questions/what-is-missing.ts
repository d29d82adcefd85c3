// What a question needs of the datasets on the table, and what is missing. A hint from public
// facts: the template code alone decides, in the job builder and in the enclave.

import type { inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '#server/api/router.ts';
import { say } from '#app/_text/text.ts';
import { manifestsIn } from '#app/(parley)/_shared/signed-facts.ts';

export const templates = ['overlap', 'multi-lending'] as const;
export type TemplateId = (typeof templates)[number];

const ownersNeeded: Readonly<Record<TemplateId, number>> = { overlap: 2, 'multi-lending': 3 };

export interface TableFacts {
  /** The most owners whose usable datasets share one kind of key. */
  readonly owners: number;
  /** That kind of key; undefined while nothing is usable. */
  readonly domain: string | undefined;
}

type Found = inferRouterOutputs<AppRouter>['dataset']['list'];

/** Looks at the datasets that are uploaded and not withdrawn. */
export function tableFacts({ datasets, documents }: Found): TableFacts {
  const manifests = manifestsIn(documents);
  const owners = new Map<string, Set<string>>();
  for (const { versions, withdrawnAt, needsGrant } of datasets) {
    const newest = versions[0];
    if (withdrawnAt !== null || needsGrant || newest === undefined || newest.blob === null)
      continue;
    const manifest = manifests.get(newest.manifest);
    if (manifest === undefined) continue;
    const { entityKey, normaliser } = manifest;
    const key = `${entityKey.domain} ${normaliser}`;
    owners.set(key, new Set([...(owners.get(key) ?? []), ...manifest.owners]));
  }
  const [most] = [...owners].sort(([, a], [, b]) => b.size - a.size);
  return { owners: most?.[1].size ?? 0, domain: most?.[0].split(' ')[0] };
}

/** Why a question cannot be asked here yet; undefined if it can. */
export function whatIsMissing(template: TemplateId, facts: TableFacts): string | undefined {
  const needed = ownersNeeded[template];
  if (facts.owners >= needed) return undefined;
  return say('gallery.missing', { needed, found: facts.owners });
}
