// What the pages are compiled with: digests of the templates, and the code identities that this
// very build has, so that a browser knows what it may accept. Written for Next.js to put into its
// bundles.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { measureEnclaves } from './enclave-code.ts';

const dist = join(process.cwd(), 'dist');

async function main(): Promise<void> {
  const templates: unknown = JSON.parse(readFileSync(join(dist, 'template-digests.json'), 'utf8'));
  const bundles = join(dist, 'enclave');
  const [sandboxed, bare] = [await measureEnclaves(bundles), await measureEnclaves(bundles, true)];
  const facts = {
    templates,
    broker: [sandboxed.broker],
    worker: sandboxed.worker,
    workerWithoutSandbox: bare.worker,
  };
  writeFileSync(join(dist, 'build-facts.json'), JSON.stringify(facts));
}

await main();
