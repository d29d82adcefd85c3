'use client';

import { say } from '../../_text/text.ts';
import { EmptyState } from '../../_ui/empty-state.tsx';
import { LinkText } from '../../_ui/link-text.tsx';
import { useMe } from './use-me.ts';

export function NoDatasets() {
  const { can } = useMe();
  return (
    <EmptyState
      what={say('data.empty.what')}
      why={can('owner') ? say('data.empty.why') : say('data.empty.whyOthers')}
      action={
        can('owner') ? (
          <LinkText href="/datasets/new">{say('data.add')}</LinkText>
        ) : (
          <LinkText href="/limits">{say('nav.limits')}</LinkText>
        )
      }
      example={[say('data.example.name'), say('data.example.size'), say('data.example.rule')]}
    />
  );
}
