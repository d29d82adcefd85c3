// The words for people: what docs/glossary.md calls by one name, the pages call by no other.

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { root } from '../architecture/import-graph.ts';

/** Every text of the pages, and the words of each question. */
const catalogues = ['app/_text/en', 'app/_text/templates'];

interface Said {
  readonly key: string;
  readonly text: string;
}

/** Words of the house that readers need not know, and what the glossary has instead. */
const banned: readonly { readonly word: RegExp; readonly instead: string }[] = [
  { word: /\bpin(s|ned|ning)?\b/i, instead: 'verified partners' },
  { word: /\basker(s|’s)?\b/i, instead: 'requester' },
  { word: /\bevidence\b/i, instead: 'attestation' },
  { word: /\bcards?\b/i, instead: 'key list' },
  { word: /\b(take|takes|taking|took|taken)\b(?! effect)/i, instead: 'adopt, accept or need' },
  { word: /\bon the table\b/i, instead: 'shared data' },
  { word: /\bthreshold (job|mode)/i, instead: 'approved question' },
  { word: /\b(?<!sub)heads?\b/i, instead: 'log checkpoint' },
  { word: /\bseats?\b/i, instead: 'key broker' },
  { word: /\bgrant(s|ed|ing)?\b/i, instead: 'hand over the key' },
  { word: /\bgenesis\b/i, instead: 'key broker' },
  { word: /\brooms?\b/i, instead: 'collaboration' },
  { word: /\bthe platform\b/i, instead: 'Parley’s server' },
  { word: /\b(whoever|nobody|somebody|anybody)\b/i, instead: 'a noun' },
  { word: /^Of\b/, instead: 'a sentence with a subject' },
];

/** Where such a word is a command to type, or means something else. */
const allowed: readonly string[] = [
  // Options and commands of the terminal.
  'verify.terminal',
  'review.terminal',
  'evidence.terminal',
  // The hardware’s own platform, as its vendor calls it.
  'entries.help.configs',
  'entries.help.pekFirmwareMin',
  'entries.help.statuses',
  'review.means.fmspc',
  'review.means.status',
];

/** Every piece of text in a catalogue file with the key that it stands under. */
function textsOf(name: string, source: string): Said[] {
  const said: Said[] = [];
  const visit = (node: ts.Node, key: string): void => {
    if (ts.isImportDeclaration(node) || ts.isLiteralTypeNode(node)) return;
    if (ts.isPropertyAssignment(node)) {
      visit(node.initializer, ts.isStringLiteral(node.name) ? node.name.text : key);
      return;
    }
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddle(node)) {
      said.push({ key, text: node.text });
    } else if (ts.isTemplateTail(node)) said.push({ key, text: node.text });
    ts.forEachChild(node, (child) => visit(child, key));
  };
  visit(ts.createSourceFile(name, source, ts.ScriptTarget.Latest), '');
  return said;
}

const offences = (said: readonly Said[]): string[] =>
  said.flatMap(({ key, text }) =>
    banned.flatMap(({ word, instead }) => {
      const found = allowed.includes(key) ? null : word.exec(text);
      return found === null ? [] : [`${key}: “${found[0]}”, say ${instead}`];
    }),
  );

const said = catalogues.flatMap((folder) =>
  readdirSync(join(root, folder))
    .filter((file) => file !== 'registered.ts')
    .flatMap((file) => textsOf(file, readFileSync(join(root, folder, file), 'utf8'))),
);

describe('the words for people', () => {
  it('are the ones of the glossary', () => {
    expect(said.length).toBeGreaterThan(1000);
    expect(offences(said)).toEqual([]);
  });

  it('would be found in a plain text, a template and its values', () => {
    const planted = `export const x = {
      'a.plain': 'Compare the log heads',
      'a.template': (v: { readonly n: number }) => \`\${v.n} pins of \${plural(v.n, 'asker', 'x')}\`,
    };`;
    expect(offences(textsOf('planted.ts', planted)).map((one) => one.split(':')[0])).toEqual([
      'a.plain',
      'a.template',
      'a.template',
    ]);
  });

  it('have no exception that is not needed', () => {
    const idle = allowed.filter(
      (key) =>
        !said.some((one) => one.key === key && banned.some(({ word }) => word.test(one.text))),
    );
    expect(idle).toEqual([]);
  });
});
