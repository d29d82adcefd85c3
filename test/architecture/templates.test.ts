// A template is one folder, its words and at most one view: nobody else knows it by name.

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { registeredTemplates } from '#enclave/templates/registered.ts';
import { registeredViews } from '#app/(parley)/c/[c]/jobs/[job]/result/views/registered.ts';
import { refusalOf, templateWords } from '#app/_text/templates/words-of.ts';

const root = new URL('../..', import.meta.url).pathname;
const templates = 'enclave-jobs/templates/';
const words = 'app/_text/templates/';
const views = 'app/(parley)/c/[c]/jobs/[job]/result/views/';
const ids = registeredTemplates.map(({ id }) => id);
/** It asks the demonstration's two questions, as any scenario file would. */
const scenarios = ['server/setup/demo-scenario.ts'];

function sources(): readonly string[] {
  return ['app', 'server', 'enclave-jobs'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(ts|tsx|mjs)$/.test(file))
      .map((file) => `${folder}/${file}`)
      .filter((file) => !file.startsWith('server/db/generated/')),
  );
}

/** Files that name a template outside its own places. */
function namedIn(id: string, files: readonly string[], read: (file: string) => string) {
  const own = [`${templates}${id}/`, `${words}${id}.ts`, `${views}${id}.tsx`];
  const isOwn = (file: string) =>
    own.some((place) => file.startsWith(place)) || file.endsWith('/registered.ts');
  const quoted = new RegExp(`['"\`]${id}['"\`]`);
  return files.filter(
    (file) => !isOwn(file) && !scenarios.includes(file) && quoted.test(read(file)),
  );
}

const read = (file: string) => readFileSync(join(root, file), 'utf8');

describe.each(ids)('the template %s', (id) => {
  it('is named nowhere outside its folder, its words and its view', () => {
    expect(namedIn(id, sources(), read)).toEqual([]);
  });

  it('would be found by its name in another file', () => {
    expect(namedIn(id, ['app/some.ts'], () => `if (question === '${id}') return 2;`)).toEqual([
      'app/some.ts',
    ]);
  });

  const template = registeredTemplates.find((one) => one.id === id);
  const said = templateWords(id);

  it('has words for every choice, so that no control is a bare box', () => {
    const asked = template?.parameters ?? [];
    expect(Object.keys(said?.parameters ?? {}).sort()).toEqual(
      asked.map(({ name }) => name).sort(),
    );
    for (const parameter of asked) {
      const own = said?.parameters[parameter.name];
      if (parameter.kind === 'choice') {
        expect(Object.keys(own?.words ?? {}).sort()).toEqual([...parameter.words].sort());
      }
      const isNone =
        parameter.kind === 'column' || (parameter.kind === 'input' && parameter.optional);
      if (isNone === true) expect(own?.none).toBeTruthy();
    }
  });

  it('says in words why it refuses a job', () => {
    const folder = join(root, templates, id);
    const text = readdirSync(folder)
      .map((file) => readFileSync(join(folder, file), 'utf8'))
      .join('\n');
    const places = [...text.matchAll(/refuseParams\('([^']+)'\)/g)].map(([, place = '']) => place);
    expect(places.filter((place) => refusalOf(id, place) === undefined)).toEqual([]);
    expect(places.length).toBeGreaterThan(0);
  });
});

it('has words for what every template refuses alike', () => {
  const shared = ['facts.ts', 'define.ts'].map((file) => read(`${templates}${file}`)).join('\n');
  const places = [...shared.matchAll(/refuseParams\('([^']+)'\)/g)].map(([, place = '']) => place);
  expect(places.length).toBeGreaterThan(5);
  expect(places.filter((place) => refusalOf(ids[0] ?? '', place) === undefined)).toEqual([]);
});

it('has a view only for a template that there is', () => {
  const files = readdirSync(join(root, views)).filter((file) => file.endsWith('.tsx'));
  expect(files.map((file) => file.replace('.tsx', '')).sort()).toEqual(
    Object.keys(registeredViews).sort(),
  );
  for (const id of Object.keys(registeredViews)) {
    expect(existsSync(join(root, templates, id))).toBe(true);
  }
});
