import { say } from '../../_text/text.ts';
import { LinkText } from '../../_ui/link-text.tsx';

/** For whoever has a passkey in a card that asks for more than passkeys. */
export function IndependentNeeded() {
  return (
    <p className="max-w-measure text-table">
      {say('sign.independentNeeded')}{' '}
      <LinkText href="/organisation/keys">{say('orgKeys.title')}</LinkText>.
    </p>
  );
}
