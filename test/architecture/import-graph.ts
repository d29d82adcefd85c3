// The imports of the repository as TypeScript reads them: types, values, dynamic ones.

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';

export const root = resolve(import.meta.dirname, '../..');

export function sourceFiles(folder: string): string[] {
  const full = join(root, folder);
  if (!existsSync(full)) return [];
  return readdirSync(full, { withFileTypes: true, recursive: true })
    .filter(
      (entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.d.ts'),
    )
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((file) => !file.includes('node_modules') && !file.includes('/generated/'))
    .sort();
}

export interface Import {
  readonly from: string;
  /** A file of the repository, relative to its root, or a package. */
  readonly to: string;
  readonly local: boolean;
  /** Nothing of it is there at run time. */
  readonly typeOnly: boolean;
}

const { imports: aliases } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  imports: Readonly<Record<string, string>>;
};

/** The file that an import by alias names, such as `#enclave/protocol/index.ts`. */
function aliasOf(name: string): string | undefined {
  for (const [alias, folder] of Object.entries(aliases)) {
    const prefix = alias.replace('*', '');
    if (name.startsWith(prefix)) return join(folder.replace('*', ''), name.slice(prefix.length));
  }
  return undefined;
}

/** Whether every statement that names this module takes types only. */
function isTypeOnly(text: string, module: string): boolean {
  const source = ts.createSourceFile(
    'x.tsx',
    text,
    ts.ScriptTarget.Latest,
    false,
    ts.ScriptKind.TSX,
  );
  const naming = source.statements.filter(
    (one): one is ts.ImportDeclaration | ts.ExportDeclaration =>
      (ts.isImportDeclaration(one) || ts.isExportDeclaration(one)) &&
      one.moduleSpecifier !== undefined &&
      ts.isStringLiteral(one.moduleSpecifier) &&
      one.moduleSpecifier.text === module,
  );
  return (
    naming.length > 0 &&
    naming.every((one) =>
      ts.isImportDeclaration(one)
        ? one.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword
        : one.isTypeOnly,
    )
  );
}

/** What a text imports if it stood at `from`; planted files need not exist. */
export function importsOf(from: string, text = readFileSync(join(root, from), 'utf8')): Import[] {
  return ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => {
    const alias = aliasOf(fileName);
    if (alias !== undefined) {
      return { from, to: alias, local: true, typeOnly: isTypeOnly(text, fileName) };
    }
    if (!fileName.startsWith('.')) {
      const scoped = fileName.startsWith('@') ? 2 : 1;
      const name = fileName.startsWith('node:')
        ? fileName
        : fileName.split('/').slice(0, scoped).join('/');
      return { from, to: name, local: false, typeOnly: isTypeOnly(text, fileName) };
    }
    return {
      from,
      to: relative(root, resolve(root, dirname(from), fileName)),
      local: true,
      typeOnly: isTypeOnly(text, fileName),
    };
  });
}

/** Everything a file reaches, by any path; `planted` adds or replaces files. */
export function reachable(
  start: string,
  planted: ReadonlyMap<string, string> = new Map(),
): Set<string> {
  const seen = new Set<string>();
  const visit = (file: string) => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const { to, local } of importsOf(file, planted.get(file))) if (local) visit(to);
  };
  visit(start);
  return seen;
}
