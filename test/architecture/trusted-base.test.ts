// What must be trusted is counted, stated and kept small: the README says what the code is.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');

interface TrustedBase {
  readonly files: number;
  readonly lines: number;
  readonly medianLines: number;
  readonly longestLines: number;
  readonly dependencies: number;
  readonly testLines: number;
}

const script = pathToFileURL(join(root, 'server/setup/trusted-base.mjs')).href;
const { countTrustedBase } = (await import(script)) as { countTrustedBase: () => TrustedBase };
const base = countTrustedBase();

describe('the trusted base', () => {
  it('is stated in the README as it is', () => {
    const readme = readFileSync(join(root, 'README.md'), 'utf8');
    const stated = /<!-- trusted-base -->([^]*?)<!-- \/trusted-base -->/.exec(readme)?.[1]?.trim();
    const { files, lines, medianLines, longestLines, dependencies, testLines } = base;
    expect(stated).toBe(
      `${files} files, ${lines} lines (median ${medianLines}, longest ${longestLines}), ` +
        `${dependencies} packages; ${testLines} lines of test`,
    );
  });

  it('is made of files that can be read in one go: median 90 lines, longest 300', () => {
    expect(base.medianLines).toBeLessThanOrEqual(90);
    expect(base.longestLines).toBeLessThanOrEqual(300);
  });

  it('has at least as many lines of test as of code', () => {
    expect(base.testLines).toBeGreaterThanOrEqual(base.lines);
  });
});
