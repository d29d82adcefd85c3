import { Fragment } from 'react';

/** Plain text, or a value bound into the sentence. */
export type SentencePart = string | { readonly value: string };

interface PolicySentenceProps {
  readonly parts: readonly SentencePart[];
  /** The sentence people sign stands large and first; inside other things it is body text. */
  readonly size?: 'sentence' | 'body';
}

/** The sentence is the document: verbatim, whole, with nothing but weight on its bound values. */
export function PolicySentence({ parts, size = 'sentence' }: PolicySentenceProps) {
  return (
    <p className={size === 'sentence' ? 'max-w-measure text-sentence' : 'max-w-measure text-body'}>
      {parts.map((part, place) => (
        <Fragment key={place}>
          {typeof part === 'string' ? (
            part
          ) : (
            <strong className="font-semibold">{part.value}</strong>
          )}
        </Fragment>
      ))}
    </p>
  );
}
