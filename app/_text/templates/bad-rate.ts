import type { TemplateWords } from './template-words.ts';

export const words: TemplateWords = {
  title: 'How bad are the customers that others know?',
  needs: 'A label at one owner, and the same kind of key at one partner or at two other lenders',
  agree: 'all owners',
  learns: 'Good and bad customers of one lender, rounded to 5, and the bad rate of each group',
  datasets: 'The lender’s dataset, and one of each other owner',
  parameters: {
    lender: { label: 'Whose customers', help: 'This owner says who is good and who is bad.' },
    by: {
      label: 'Group them by',
      words: {
        partner: 'Known to the partner or not',
        lenders: 'How many of the other lenders know them',
      },
    },
    segment: { label: 'Also group by', none: 'Nothing else' },
  },
  measures: { good: 'Good', bad: 'Bad' },
  main: 'badRate',
  answers: { persons: 'People', badRate: 'Bad rate' },
  dimensions: { partner: 'Partner', 'other lenders': 'Other lenders' },
  refusals: {
    'one input per owner': 'Choose one dataset of each owner.',
    'one partner': 'Choose the lender’s dataset and one of a partner, or group by other lenders.',
    'too few lenders': 'Choose the datasets of at least two other lenders.',
    'reader owns an input':
      'A receiver who is one of three lenders could subtract its own customers. Choose other receivers, or more lenders.',
    label: 'This dataset does not say who is good and who is bad.',
    segment: 'The lender’s dataset has no such column to group by.',
  },
};
