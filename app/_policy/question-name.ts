import { say } from '../_text/text.ts';

/** What kind of question it is, in the words of the gallery. */
export function questionOf(template: string): string {
  switch (template) {
    case 'overlap':
      return say('question.overlap');
    case 'multi-lending':
      return say('question.multi-lending');
    default:
      return template;
  }
}
