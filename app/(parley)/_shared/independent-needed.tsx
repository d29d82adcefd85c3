import { say } from '../../_text/text.ts';
import { LinkText } from '../../_ui/link-text.tsx';

/** Shown to a person with a passkey where the key list also asks for an independent program. */
export function IndependentNeeded() {
  return (
    <p className="max-w-measure text-table">
      {say('sign.independentNeeded')}{' '}
      <LinkText href="/organisation/keys">{say('orgKeys.title')}</LinkText>.
    </p>
  );
}
