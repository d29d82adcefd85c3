// The name of what a job asks for, with every number that moves suppression: owners' rules list
// these names, so that nothing of them is free in a job (R36).

import {
  Grid,
  classMinFloor,
  entitiesMinFloor,
  makeDocument,
  roundingBase,
  sorted,
  type Hash,
  type TemplateRef,
  type UsagePolicy,
} from '../protocol/index.ts';
import type { GridColumn } from './contract.ts';

/** Persons per cell and owner, and persons per label class, below which nothing is released. */
export type GroupMinima = Pick<UsagePolicy['thresholds'], 'entitiesMin' | 'classMin'>;

/** The strictest of all owners' rules, and never below the compiled floors (R15). */
export function jointMinima(
  policies: readonly { readonly value: { readonly thresholds: GroupMinima } }[],
): GroupMinima {
  const asked = policies.map(({ value }) => value.thresholds);
  return {
    entitiesMin: Math.max(entitiesMinFloor, ...asked.map(({ entitiesMin }) => entitiesMin)),
    classMin: Math.max(classMinFloor, ...asked.map(({ classMin }) => classMin)),
  };
}

export function gridName(
  template: TemplateRef,
  columns: readonly GridColumn[],
  { entitiesMin, classMin }: GroupMinima,
): Hash {
  const listed = columns.map(({ role, column, values, reducers }) => ({
    ...{ role, column, values: [...values], reducers: [...reducers] },
  }));
  return makeDocument(Grid, {
    ...{ template, columns: sorted(listed), entitiesMin, classMin, roundingBase },
  }).name;
}
