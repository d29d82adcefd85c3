// What must be trusted is counted, stated and kept small: the README says what the code is.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { root, sourceFiles } from './import-graph.ts';

interface Ring {
  readonly files: number;
  readonly names: readonly string[];
  readonly lines: number;
  readonly medianLines: number;
  readonly longestLines: number;
  readonly testLines: number;
}

interface TrustedBase {
  readonly core: Ring;
  readonly auditor: Ring;
  readonly evidence: Ring;
  readonly client: Ring;
}

const script = pathToFileURL(join(root, 'server/setup/trusted-base.mjs')).href;
const { countTrustedBase, trustedBaseTable } = (await import(script)) as {
  countTrustedBase: () => TrustedBase;
  trustedBaseTable: () => string;
};
const base = countTrustedBase();

/** What the core may grow to before somebody has to decide. */
const coreLinesMax = 10_080;

describe('the trusted base', () => {
  it('is stated in the README as it is, ring by ring', () => {
    const readme = readFileSync(join(root, 'README.md'), 'utf8');
    const stated = /<!-- trusted-base -->([^]*?)<!-- \/trusted-base -->/.exec(readme)?.[1]?.trim();
    expect(stated).toBe(trustedBaseTable());
  });

  it('is made of files that can be read in one go: median 90 lines, longest 300', () => {
    for (const { longestLines } of [base.core, base.auditor, base.evidence]) {
      expect(longestLines).toBeLessThanOrEqual(300);
    }
    expect(base.core.medianLines).toBeLessThanOrEqual(90);
  });

  it('does not grow unseen', () => {
    expect(base.core.lines).toBeLessThanOrEqual(coreLinesMax);
  });

  it('leaves no file of the base uncounted, and counts none twice', () => {
    const rings = [base.core, base.auditor, base.evidence, base.client];
    const counted = rings
      .flatMap(({ names }) => names)
      .filter((file) => file.startsWith('enclave-jobs/'));
    const ofTemplate = /^enclave-jobs\/templates\/[^/]+\//;
    // The build writes it from the names of folders.
    const isWritten = (file: string) => file.endsWith('/registered.ts');
    const present = sourceFiles('enclave-jobs').filter(
      (file) => !ofTemplate.test(file) && !isWritten(file),
    );
    const isSource = (file: string) => file.endsWith('.ts') && !file.endsWith('.d.ts');
    expect(counted.filter(isSource).sort()).toEqual(present);
  });
});
