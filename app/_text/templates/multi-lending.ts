import type { TemplateWords } from './template-words.ts';

export const words: TemplateWords = {
  title: 'How many people borrow from several lenders?',
  needs: 'The same kind of key at three owners or more',
  agree: 'all owners',
  learns:
    'How many people have 1, 2, … lenders, rounded to 5, and their bad rates; never which lenders',
  datasets: 'Datasets, one per lender',
  parameters: {
    topCode: { label: 'Count up to this many lenders', help: 'The last row is “or more”.' },
    label: { label: 'Good and bad payers as stated by', none: 'No lender: count people only' },
  },
  measures: { persons: 'People', good: 'Good', bad: 'Bad', unlabelled: 'Unlabelled' },
  main: 'badRate',
  answers: { badRate: 'Bad rate', share: 'Share of all' },
  dimensions: { lenders: 'Lenders' },
  refusals: {
    'one input per owner': 'Choose one dataset of each owner.',
    'reader owns an input':
      'A receiver who is one of three lenders could subtract its own customers. Choose other receivers, or more lenders.',
    topCode: 'Count up to as many lenders as you chose datasets.',
    label: 'This dataset does not say who is good and who is bad.',
  },
};
