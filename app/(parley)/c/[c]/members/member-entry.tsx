'use client';

import { comparisonWords, recognitionWords } from '#app/_client/parties/fingerprint-words.ts';
import { say } from '#app/_text/text.ts';
import { Details } from '#app/_ui/details.tsx';
import { Hash } from '#app/_ui/hash.tsx';
import { LinkText } from '#app/_ui/link-text.tsx';
import { Time } from '#app/_ui/time.tsx';
import type { Member } from '#app/(parley)/_shared/collaboration-members.ts';
import { MemberState } from '#app/(parley)/_shared/member-state.tsx';
import { useMe } from '#app/(parley)/_shared/use-me.ts';

const wordsPerRow = 4;

function Words({ party, name }: { readonly party: string; readonly name: string }) {
  const words = comparisonWords(party);
  return (
    <div className="grid gap-3">
      <ol aria-label={say('words.list', { party: name })} className="grid max-w-[640px] gap-px">
        {[0, 1, 2].map((row) => (
          <li key={row} className="flex items-baseline gap-4 bg-sunken px-3 py-2">
            <span aria-hidden className="w-3 text-caption text-faint">
              {row + 1}
            </span>
            <span className="grid flex-1 grid-cols-2 gap-x-4 text-body font-medium sm:grid-cols-4">
              {words.slice(row * wordsPerRow, (row + 1) * wordsPerRow).map((word, place) => (
                <span key={place}>{word} </span>
              ))}
            </span>
          </li>
        ))}
      </ol>
      <p className="max-w-measure text-table text-muted">
        {say('words.compare', { party: name })} {say('members.words.where')}{' '}
        <LinkText href="/organisation/verified-partners">{say('members.compare')}</LinkText>
      </p>
    </div>
  );
}

/** One member: name, words to recognise it by, and for others the twelve words to compare. */
export function MemberEntry({ member }: { readonly member: Member }) {
  const { party: own } = useMe();
  const { party, name, state, since } = member;
  const isOwn = party === own;
  return (
    <li className="grid gap-x-8 gap-y-1 py-4 sm:grid-cols-[1fr_auto]">
      <div className="min-w-0">
        <h2 className="text-body font-medium">{isOwn ? say('party.you', { name }) : name}</h2>
        <p className="flex flex-wrap items-center gap-x-3 text-muted">
          <span className="text-code">{recognitionWords(party)}</span>
          <Hash value={party} />
        </p>
      </div>
      <p className="flex flex-wrap items-baseline gap-x-3 text-table text-muted sm:justify-end">
        <MemberState state={state} />
        {since === undefined ? null : (
          <span>
            {say('jobs.since')} <Time at={since} />
          </span>
        )}
      </p>
      {isOwn ? null : (
        <Details summary={say('members.words.show')} className="sm:col-span-2">
          <Words party={party} name={name} />
        </Details>
      )}
    </li>
  );
}
