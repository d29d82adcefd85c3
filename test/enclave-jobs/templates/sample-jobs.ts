// Jobs that a template accepts, one file for each template: what holds for every plan is tested on
// all of them.

import { readdirSync } from 'node:fs';
import type { Params } from '#enclave/protocol/index.ts';
import type { TemplateJob } from '#enclave/templates/index.ts';

export interface SampleJob {
  readonly what: string;
  readonly params: Params;
  readonly job: TemplateJob;
}

const folder = new URL('./jobs/', import.meta.url);

/** By template id. */
export async function sampleJobs(): Promise<ReadonlyMap<string, readonly SampleJob[]>> {
  const files = readdirSync(folder).sort();
  const read = await Promise.all(
    files.map(async (file) => {
      const module = (await import(new URL(file, folder).href)) as { jobs: readonly SampleJob[] };
      return [file.replace(/\.ts$/, ''), module.jobs] as const;
    }),
  );
  return new Map(read);
}
