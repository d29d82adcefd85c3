import { say } from '../../_text/text.ts';

/** Once per page, quietly under its title: the facts of the page are the server's word. */
export function PlatformSays() {
  return <p className="text-caption text-faint">{say('common.fromServer')}</p>;
}
