import type { Domain } from '#enclave/protocol/index.ts';
import { say } from '#app/_text/text.ts';

const valuesShown = 12;

/** A declared domain in words. */
export function domainWords(domain: Domain): string {
  switch (domain.kind) {
    case 'enum': {
      const values = domain.values.slice(0, valuesShown).join(', ');
      const more = domain.values.length - valuesShown;
      return more > 0 ? say('schema.enumMore', { values, n: more }) : values;
    }
    case 'int':
    case 'decimal':
      return say('schema.range', { min: domain.min, max: domain.max, step: domain.step });
    case 'date':
      return say('schema.dates', { min: domain.min, max: domain.max });
    case 'text':
      return say('schema.text', { n: domain.maxLength });
  }
}
