import type { TableDataset } from '#app/_client/tables/table-of.ts';
import { formatCount } from '#app/_text/format.ts';
import { say } from '#app/_text/text.ts';

/** A dataset in a list: whose it is, which version, and about how many people. */
export function describeDataset({ ownerName, manifest }: TableDataset): string {
  const { version, entitiesRounded } = manifest.value;
  return say('builder.dataset', {
    owner: ownerName,
    version,
    people: formatCount(entitiesRounded),
  });
}
