// JSON of others: files that people write, collateral that vendors sign. JSON.parse reads the last
// of two members of one name where another reader takes the first (RFC 8259 section 4), so both are
// refused here.

const token = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],]/g;

/** Of a text that is JSON: the first name that one object has twice. */
function repeatedName(text: string): string | undefined {
  // For each open object its names so far; undefined for a list.
  const open: (Set<string> | undefined)[] = [];
  let isName = false;
  for (const [part] of text.matchAll(token)) {
    if (part === '{' || part === '[') open.push(part === '{' ? new Set() : undefined);
    else if (part === '}' || part === ']') open.pop();
    else if (part !== ',' && isName) {
      const names = open.at(-1);
      const name = String(JSON.parse(part));
      if (names?.has(name) === true) return name;
      names?.add(name);
    }
    isName = part === '{' || (part === ',' && open.at(-1) !== undefined);
  }
  return undefined;
}

/** Throws SyntaxError on what is no JSON, and on an object that has a name twice. */
export function parsePlainJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  const name = repeatedName(text);
  if (name !== undefined) throw new SyntaxError(`${JSON.stringify(name)} stands twice`);
  return value;
}
