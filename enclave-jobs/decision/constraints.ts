// A policy's constraints on parameters. What has no entry is denied, and so is an entry of the
// wrong kind (R16).

import {
  compareDecimals,
  dateSchema,
  decimalSchema,
  subtractDecimals,
  type Constraint,
  type Constraints,
  type ParamValue,
} from '../protocol/index.ts';

const isDecimal = (value: unknown): value is string => decimalSchema.safeParse(value).success;

/** Ascending, and no two neighbours nearer than `widthMin`. */
function hasWidth(edges: readonly string[], widthMin: string): boolean {
  return edges.every((edge, i) => {
    const next = edges[i + 1];
    if (!isDecimal(edge)) return false;
    if (next === undefined) return true;
    if (!isDecimal(next) || compareDecimals(edge, next) >= 0) return false;
    return compareDecimals(subtractDecimals(next, edge), widthMin) >= 0;
  });
}

function allows(rule: Constraint, value: ParamValue): boolean {
  if (Array.isArray(value)) {
    if ('subsetOf' in rule) return value.every((one) => rule.subsetOf.includes(one));
    return 'widthMin' in rule && hasWidth(value, rule.widthMin);
  }
  if ('oneOf' in rule) return rule.oneOf.includes(value);
  if (typeof value === 'number') return 'min' in rule && value >= rule.min && value <= rule.max;
  if ('from' in rule) {
    const isIn = (low: string, high: string) => compareDecimals(low, high) <= 0;
    return isDecimal(value) && isIn(rule.from, value) && isIn(value, rule.to);
  }
  // Of days with four digits for the year, text order is time order.
  return (
    'first' in rule &&
    dateSchema.safeParse(value).success &&
    value >= rule.first &&
    value <= rule.last
  );
}

/** Whether the parameter has an entry that allows its value. */
export function allowsValue(constraints: Constraints, name: string, value: ParamValue): boolean {
  const rule = Object.hasOwn(constraints, name) ? constraints[name] : undefined;
  return rule !== undefined && allows(rule, value);
}

/** The constraint in words for a person who asked for something else. */
export function constraintText(rule: Constraint | undefined): string {
  if (rule === undefined) return '';
  if ('oneOf' in rule) return rule.oneOf.map(String).join(', ');
  if ('subsetOf' in rule) return rule.subsetOf.join(', ');
  if ('min' in rule) return `${rule.min} – ${rule.max}`;
  if ('from' in rule) return `${rule.from} – ${rule.to}`;
  if ('first' in rule) return `${rule.first} – ${rule.last}`;
  return `≥ ${rule.widthMin}`;
}
