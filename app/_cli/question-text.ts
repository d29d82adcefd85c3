// The questions of this build for a terminal, read off their templates and words.

import type { Parameter, Template } from '#enclave/templates/index.ts';
import { templateWords } from '../_text/templates/words-of.ts';

/** What a parameter can be, in a few words. */
function kindText(parameter: Parameter): string {
  switch (parameter.kind) {
    case 'input': {
      const which = parameter.label === true ? 'a dataset with a label' : 'a dataset';
      return parameter.optional === true ? `${which}, or none` : which;
    }
    case 'column':
      return `a dimension of "${parameter.of}", or none`;
    case 'integer':
      return `${parameter.min} to ${parameter.max}`;
    case 'choice':
      return parameter.words.join(' | ');
  }
}

export function questionText({ id, parameters, needs }: Template): string {
  const words = templateWords(id);
  const { min, max } = needs.inputs;
  const inputs = min === max ? `${min} datasets` : `${min} to ${max} datasets`;
  return [
    `${id}: ${words?.title ?? id}`,
    `  ${inputs}; ${words?.needs ?? ''}`,
    ...parameters.map((one) => {
      const label = words?.parameters[one.name]?.label ?? '';
      return `  ${one.name.padEnd(10)}  ${label} (${kindText(one)})`;
    }),
  ].join('\n');
}
