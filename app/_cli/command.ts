// What every command of `parley` is: a name, help with examples, and a function that ends in a
// code.

/** Exit codes, the same for every command. */
export const exitCodes = {
  /** Done; for verification: verified against the verified partners. */
  ok: 0,
  /** The answer is no: not verified, refused, not as expected. */
  no: 1,
  /** The command line or an input file is wrong; nothing was done. */
  usage: 2,
  /** Verified in itself, but without verified partners it could be a made-up world. */
  consistent: 3,
} as const;

export interface Command {
  readonly name: string;
  readonly summary: string;
  readonly help: string;
  run(args: readonly string[]): Promise<number>;
}

/** A mistake of the person at the keyboard: shown without a stack, ends with code 2. */
export class UsageError extends Error {}

// What a terminal obeys instead of showing it, and what turns the order of letters around.
// Evidence, certificates and platforms bring texts along.
const obeyed = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** Such characters as `\u001b`, which is what JSON writes too. */
export function inert(text: string): string {
  return text.replaceAll(obeyed, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** A value inside a line: a line feed in it could write lines of its own, a verdict say. */
export const oneLine = (text: string) => inert(text).replaceAll('\n', '\\u000a');

export function print(text: string): void {
  process.stdout.write(`${inert(text)}\n`);
}

/** Progress and warnings go to stderr, so that stdout stays the answer. */
export function note(text: string): void {
  process.stderr.write(`${inert(text)}\n`);
}

export function printJson(value: unknown): void {
  print(JSON.stringify(value, null, 2));
}
