// A declared domain as a test of values. Exact: decimals are compared as integers of one scale.

import { isLabelDomain, scaleOf, toUnits, type Column, type Domain } from '../../protocol/index.ts';

type NumberDomain = Extract<Domain, { kind: 'int' | 'decimal' }>;

/** Whether the declaration makes sense, as a sentence for the owner if it does not. */
export function domainFault({ type, domain, role }: Omit<Column, 'reducers'>): string | undefined {
  if (domain.kind !== 'enum' && domain.kind !== type) {
    return `The column is declared as ${type} with a domain for ${domain.kind}. Declare both alike.`;
  }
  if (role === 'label' && !isLabelDomain(domain)) {
    return 'A label is 0 for good and 1 for bad. Say which values mean bad, or choose another role.';
  }
  if ('step' in domain && (domain.step === '0' || domain.step.startsWith('-'))) {
    return 'The step of the domain is not above zero. Declare a step such as 1 or 0.01.';
  }
  return undefined;
}

export function describeDomain(domain: Domain): string {
  switch (domain.kind) {
    case 'enum':
      return `one of the ${domain.values.length} declared values`;
    case 'int':
    case 'decimal':
      return `${domain.min} to ${domain.max} in steps of ${domain.step}`;
    case 'date':
      return `${domain.min} to ${domain.max}`;
    case 'text':
      return `at most ${domain.maxLength} characters`;
  }
}

function numberTest(domain: NumberDomain): (value: string | bigint) => boolean {
  const scale = Math.max(scaleOf(domain.min), scaleOf(domain.max), scaleOf(domain.step));
  const min = toUnits(domain.min, scale);
  const max = toUnits(domain.max, scale);
  const step = toUnits(domain.step, scale);
  return (value) => {
    const decimal = String(value);
    // Finer than minimum and step together: between two points of the grid.
    if (scaleOf(decimal) > scale) return false;
    const units = toUnits(decimal, scale);
    return units >= min && units <= max && (units - min) % step === 0n;
  };
}

/** `domain` has no `domainFault`; the values tested are of the column's type. */
export function domainTest(domain: Domain): (value: string | bigint) => boolean {
  switch (domain.kind) {
    case 'enum': {
      const values = new Set(domain.values);
      return (value) => values.has(String(value));
    }
    case 'int':
    case 'decimal':
      return numberTest(domain);
    case 'date':
      // Of days with four digits for the year, text order is time order.
      return (value) => String(value) >= domain.min && String(value) <= domain.max;
    case 'text':
      return (value) => String(value).length <= domain.maxLength;
  }
}
