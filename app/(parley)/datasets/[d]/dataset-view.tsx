'use client';

import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { say } from '#app/_text/text.ts';
import { useTRPC } from '#app/_trpc/trpc.tsx';
import { Hash } from '#app/_ui/hash.tsx';
import { LinkText } from '#app/_ui/link-text.tsx';
import { PageHeader } from '#app/_ui/page-header.tsx';
import { Tabs } from '#app/_ui/tabs.tsx';
import { DatasetState } from '../../_shared/dataset-state.tsx';
import { Loaded } from '../../_shared/loaded.tsx';
import { PlatformSays } from '../../_shared/platform-says.tsx';
import { manifestsIn, policiesIn } from '../../_shared/signed-facts.ts';
import { JobsTab } from './jobs-tab.tsx';
import { SchemaTab } from './schema-tab.tsx';
import { UsageTab } from './usage-tab.tsx';
import { VersionsTab } from './versions-tab.tsx';

interface DatasetViewProps {
  readonly dataset: string;
  /** The owner's controls, at the top right. */
  readonly actions?: ReactNode;
}

/** What it is, who may use it, who used it. */
export function DatasetView({ dataset, actions }: DatasetViewProps) {
  const trpc = useTRPC();
  const read = useQuery(trpc.dataset.read.queryOptions({ dataset }));
  return (
    <Loaded query={read} rows={8}>
      {(found) => {
        const manifests = manifestsIn(found.manifests);
        const policies = policiesIn(found.policies);
        const newest = found.versions[0];
        const manifest = newest === undefined ? undefined : manifests.get(newest.manifest);
        const rule = found.policy === null ? undefined : policies.get(found.policy);
        return (
          <>
            <PageHeader
              title={found.name}
              facts={
                <>
                  <span>{found.organisation.name}</span>
                  <span>{say('data.versionShort', { n: newest?.version ?? 0 })}</span>
                  <DatasetState
                    withdrawnAt={found.withdrawnAt}
                    needsGrant={found.needsGrant}
                    version={newest}
                  />
                  <Hash value={found.id} />
                  <LinkText href={`/c/${found.collaborationId}/datasets`}>
                    {say('data.inCollaboration')}
                  </LinkText>
                </>
              }
              trust={<PlatformSays />}
              {...(actions === undefined ? {} : { actions })}
            />
            <Tabs
              label={found.name}
              tabs={[
                {
                  id: 'schema',
                  label: say('data.tab.schema'),
                  content: <SchemaTab manifest={manifest} rule={rule} />,
                },
                {
                  id: 'versions',
                  label: say('data.tab.versions'),
                  content: <VersionsTab versions={found.versions} manifests={manifests} />,
                },
                {
                  id: 'usage',
                  label: say('data.tab.usage'),
                  content: (
                    <UsageTab
                      policies={policies}
                      current={found.policy}
                      withdrawnAt={found.withdrawnAt}
                      usage={found.usage}
                    />
                  ),
                },
                {
                  id: 'jobs',
                  label: say('nav.jobs'),
                  content: <JobsTab jobs={found.jobs} collaboration={found.collaborationId} />,
                },
              ]}
            />
          </>
        );
      }}
    </Loaded>
  );
}
