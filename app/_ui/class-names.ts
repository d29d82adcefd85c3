import { clsx, type ClassValue } from 'clsx';
import { extendTailwindMerge } from 'tailwind-merge';

const roles = ['display', 'title', 'sentence', 'section', 'body', 'table', 'caption', 'code'];

// Without this, the type roles would count as text colours and cancel them.
const merge = extendTailwindMerge({
  extend: { classGroups: { 'font-size': [{ text: roles }] } },
});

/** Joins class names; of two that set the same property, the later one stays. */
export const cx = (...classes: readonly ClassValue[]): string => merge(clsx(classes));
