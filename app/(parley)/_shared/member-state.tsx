import { say } from '../../_text/text.ts';
import { Status } from '../../_ui/status.tsx';
import type { Member } from './collaboration-members.ts';

export function MemberState({ state }: { readonly state: Member['state'] }) {
  switch (state) {
    case 'joined':
      return <span className="text-muted">{say('member.joined')}</span>;
    case 'invited':
      return <Status kind="waiting" label={say('member.invited')} />;
    case 'declined':
      return <Status kind="refused" label={say('member.declined')} />;
    case undefined:
      return <Status kind="not-checked" label={say('member.unknown')} />;
  }
}
