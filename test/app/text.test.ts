// The catalogue of words: every key once, every message says something, every key is used.

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { en } from '#app/_text/en.ts';
import { root, sourceFiles } from '../architecture/import-graph.ts';

const catalogues = 'app/_text/en';

/**
 * Keys that are put together from a prefix and a value of a closed list, such as a state or a code.
 */
const dynamicPrefixes = [
  'builder.expires.',
  'builder.step.',
  'check.',
  'collab.answer.',
  'diff.',
  'edit.diff.',
  'fault.',
  'fleet.code.',
  'jobs.word.',
  'log.kind.',
  'orgKeys.power.',
  'platform.',
  'refusal.',
  'register.columns.',
  'register.rows.',
  'register.seal.',
  'register.step.',
  'result.suppressed.',
  'role.',
  'rule.number.',
  'rule.preset.',
  'schema.mend.',
  'schema.normaliser.',
  'schema.role.',
  'schema.type.',
  'schema.use.',
  'terms.',
  'state.',
  'status.',
  'theme.',
  'verdict.',
] as const;

/** The keys that a catalogue file defines: what stands at the start of a line of its one object. */
function keysIn(text: string): string[] {
  return [...text.matchAll(/^ {2}(?:'([^']+)'|([A-Za-z]\w*)):/gm)].map(
    (found) => found[1] ?? found[2] ?? '',
  );
}

function duplicates(files: ReadonlyMap<string, string>): string[] {
  const seen = new Map<string, string>();
  const found: string[] = [];
  for (const [file, text] of files) {
    for (const key of keysIn(text)) {
      const first = seen.get(key);
      if (first !== undefined) found.push(`${key}: ${first} and ${file}`);
      seen.set(key, file);
    }
  }
  return found;
}

const files = new Map(
  readdirSync(join(root, catalogues)).map((file) => [
    file,
    readFileSync(join(root, catalogues, file), 'utf8'),
  ]),
);
const pages = sourceFiles('app')
  .filter((file) => !file.startsWith('app/_text/en'))
  .map((file) => readFileSync(join(root, file), 'utf8'))
  .join('\n');

const isLiteral = (key: string, text: string) =>
  text.includes(`'${key}'`) || text.includes(`"${key}"`);

function unused(keys: readonly string[], text: string): string[] {
  return keys.filter(
    (key) => !isLiteral(key, text) && !dynamicPrefixes.some((prefix) => key.startsWith(prefix)),
  );
}

describe('the words', () => {
  it('are read whole from their files', () => {
    const keys = [...files.values()].flatMap(keysIn);
    expect([...new Set(keys)].sort()).toEqual(Object.keys(en).sort());
  });

  it('have every key in one file only', () => {
    expect(duplicates(files)).toEqual([]);
  });

  it('would be found with a key in two files', () => {
    const planted = new Map([
      ['a.ts', "  'nav.home': 'Home',\n"],
      ['b.ts', "  'nav.home': 'Start',\n"],
    ]);
    expect(duplicates(planted)).toEqual(['nav.home: a.ts and b.ts']);
  });

  it('are never empty', () => {
    const empty = Object.entries(en).filter(
      ([, message]) => typeof message === 'string' && message.trim() === '',
    );
    expect(empty).toEqual([]);
  });

  it('are all used by a page', () => {
    expect(unused(Object.keys(en), pages)).toEqual([]);
  });

  it('would be found unused', () => {
    expect(unused(['nav.nowhere'], pages)).toEqual(['nav.nowhere']);
  });

  it('are put together only where a page does so', () => {
    const idle = dynamicPrefixes.filter((prefix) => !pages.includes(`\`${prefix}\${`));
    expect(idle).toEqual([]);
  });

  it('promise no program and no mail that is not there', () => {
    const said = [...files.values()].join('\n');
    expect(said).not.toMatch(/parley (ui|watch)\b/);
    expect(said).not.toMatch(/by mail/);
  });
});
