// The words of a question by its id, and why it does not accept a job.

import { registeredWords } from './registered.ts';
import type { TemplateWords } from './template-words.ts';

/** Undefined for a question that this build does not know. */
export function templateWords(id: string): TemplateWords | undefined {
  return Object.hasOwn(registeredWords, id) ? registeredWords[id] : undefined;
}

/** Words of columns with the names of owners: `{left}` is whose dataset that parameter names. */
export function withOwners(
  words: TemplateWords | undefined,
  owners: Readonly<Record<string, string>>,
): TemplateWords | undefined {
  if (words === undefined) return undefined;
  const named = (texts: Readonly<Record<string, string>>) =>
    Object.fromEntries(
      Object.entries(texts).map(([name, text]) => [
        name,
        text.replaceAll(/\{(\w+)\}/g, (_, part: string) => owners[part] ?? part),
      ]),
    );
  return { ...words, measures: named(words.measures), answers: named(words.answers) };
}

/** The question in people's words; its id where this build does not know it. */
export function questionOf(id: string): string {
  return templateWords(id)?.title ?? id;
}

/** What every question refuses alike. */
const common: Readonly<Record<string, string>> = {
  'too few inputs': 'Choose more datasets.',
  'too many inputs': 'Choose fewer datasets.',
  'too few owners': 'The datasets belong to too few organisations.',
  'no such input': 'Choose a dataset for each part of the question.',
  'no such column': 'Choose a column that the dataset has.',
  'no reducer':
    'The owner has not said how several rows of one person count in this column. Ask the owner to register the dataset again.',
  'entity domains differ': 'The datasets name people by different kinds of key.',
  'normalisers differ': 'The datasets compare keys in different ways.',
  'normaliser unknown': 'One dataset compares keys in a way that this build does not know.',
};

/** Why a question does not accept a job, in a sentence; undefined for a place without words. */
export function refusalOf(id: string, place: string): string | undefined {
  const own = templateWords(id);
  const label = own?.parameters[place]?.label;
  return (
    own?.refusals[place] ??
    common[place] ??
    (label === undefined ? undefined : `${label}: choose another value.`)
  );
}
