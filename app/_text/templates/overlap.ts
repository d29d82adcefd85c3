import type { TemplateWords } from './template-words.ts';

export const words: TemplateWords = {
  title: 'How many customers do we share?',
  needs: 'The same kind of key at two owners; a grouping column, if by segment',
  agree: 'both owners',
  learns: 'Counts in one table, in the other and in both, rounded to 5, and match rates',
  parameters: {
    left: { label: 'First dataset' },
    right: { label: 'Second dataset' },
    segment: {
      label: 'Group by',
      help: 'A person in both datasets counts where the first one says.',
      none: 'No groups, one number',
    },
  },
  measures: { leftOnly: 'Only {left}', rightOnly: 'Only {right}', both: 'Shared' },
  main: 'both',
  narrower: 'Without groups, one number only',
  answers: {
    leftMatched: 'Shared, of {left}',
    rightMatched: 'Shared, of {right}',
    jaccard: 'Shared, of all',
  },
  dimensions: {},
  refusals: {
    'one input twice': 'Choose two different datasets.',
    segment: 'The first dataset has no such column to group by.',
    'segment values differ':
      'The two tables declare different values for the column to group by. Choose another column, or ask the owners to use the same values.',
  },
};
