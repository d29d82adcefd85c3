'use client';

import { LinkText } from '#app/_ui/link-text.tsx';
import type { NamedDataset } from './dataset-names.ts';

export function DatasetName({ dataset: { name, href } }: { readonly dataset: NamedDataset }) {
  return href === undefined ? name : <LinkText href={href}>{name}</LinkText>;
}
