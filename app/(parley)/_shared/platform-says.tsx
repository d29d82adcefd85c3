import { say } from '../../_text/text.ts';
import { TrustSentence } from '../../_ui/trust-sentence.tsx';

/** Under the title of a page whose facts nobody has checked yet. */
export function PlatformSays() {
  return <TrustSentence kind="none">{say('common.saidByPlatform')}</TrustSentence>;
}
