// A policy's constraints on parameters: ranges and enumerations, nothing else. What has no entry is
// denied, and so is an entry of the wrong kind (R16).

import type { Constraints, ParamValue } from '../protocol/index.ts';

/** Whether the parameter has an entry that allows its value. */
export function allowsValue(constraints: Constraints, name: string, value: ParamValue): boolean {
  const rule = Object.hasOwn(constraints, name) ? constraints[name] : undefined;
  if (rule === undefined) return false;
  if ('oneOf' in rule) return rule.oneOf.includes(value);
  return typeof value === 'number' && value >= rule.min && value <= rule.max;
}
