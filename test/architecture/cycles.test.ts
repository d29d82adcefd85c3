import { expect, it } from 'vitest';
import { importsOf, sourceFiles } from './import-graph.ts';

/** The first cycle found from `start`, as a path of files. */
function cycleFrom(start: string, edges: ReadonlyMap<string, readonly string[]>): string[] | null {
  const path: string[] = [];
  const done = new Set<string>();
  const visit = (file: string): string[] | null => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return null;
    path.push(file);
    for (const next of edges.get(file) ?? []) {
      const found = visit(next);
      if (found !== null) return found;
    }
    path.pop();
    done.add(file);
    return null;
  };
  return visit(start);
}

const files = ['app', 'enclave-jobs', 'server'].flatMap(sourceFiles);
const edges = new Map(
  files.map((file) => [file, importsOf(file).flatMap((i) => (i.local ? [i.to] : []))]),
);

it('refuses import cycles anywhere in app, server and enclave-jobs', () => {
  expect(
    files.map((file) => cycleFrom(file, edges)).find((cycle) => cycle !== null),
  ).toBeUndefined();
});

it('would see a cycle', () => {
  const planted = new Map([
    ['a', ['b']],
    ['b', ['a']],
  ]);
  expect(cycleFrom('a', planted)).toEqual(['a', 'b', 'a']);
});
