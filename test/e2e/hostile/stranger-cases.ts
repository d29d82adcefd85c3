// What somebody asks for that is another's, at the web's own doors beside the procedures.

import { openApi } from '#app/_client/session/api.ts';
import type { CanaryWorld, PartyName } from '../canary-world.ts';
import { readRow } from './administrator.ts';
import type { CaseGroup } from './case.ts';
import { saidTo } from './session-cases.ts';

async function versionOf({ db }: CanaryWorld, owner: string) {
  const { rows } = await db.query<{ manifest: string; size: string }>(
    `select v.manifest, v."sizeBytes"::text as size from "DatasetVersion" v
     join "Dataset" d on d.id = v."datasetId"
     join "Organisation" o on o.id = d."organisationId" where o.name = $1`,
    [owner],
  );
  const [row] = rows;
  if (row === undefined) throw new Error(`no dataset of ${owner}`);
  return row;
}

/** Begins an upload by the tus protocol; the status of the answer. */
async function beginUpload(
  { desks, proxy }: CanaryWorld,
  who: PartyName,
  { manifest, size }: { readonly manifest: string; readonly size: string },
): Promise<string> {
  const { status } = await fetch(new URL('/api/uploads', proxy.url), {
    method: 'POST',
    headers: {
      cookie: desks[who].session.cookie,
      'tus-resumable': '1.0.0',
      'upload-length': size,
      'upload-metadata': `manifest ${Buffer.from(manifest).toString('base64')}`,
    },
  });
  return String(status);
}

export const strangerCases: CaseGroup = [
  'what is another’s',
  [
    {
      name: 'an upload for another organisation’s dataset',
      outcome: '404',
      attack: async (world) => beginUpload(world, 'cedar', await versionOf(world, 'Alder Bank')),
    },
    {
      name: 'an upload of another size than the manifest says',
      outcome: '403',
      attack: async (world) => {
        const version = await versionOf(world, 'Cedar Finance');
        return beginUpload(world, 'cedar', { ...version, size: `${version.size}0` });
      },
    },
    {
      name: 'a sealed answer without a session',
      outcome: '401',
      attack: async ({ proxy, jobs }) => {
        const { status } = await fetch(new URL(`/api/results/${jobs[0]?.job ?? ''}`, proxy.url));
        return String(status);
      },
    },
    {
      name: 'an invitation that was used',
      outcome: 'NOT_FOUND, and no token in the database',
      attack: async ({ demo, proxy, db }) => {
        const token = /\/invite\/(\S+)/.exec(demo.said())?.[1] ?? '';
        const { rows } = await db.query('select 1 from "Invitation" where "tokenHash" = $1', [
          token,
        ]);
        const account = { token, label: 'Second', password: 'a password long enough' };
        const { invitation } = openApi({ url: proxy.url });
        const said = await saidTo(() => invitation.accept.mutate(account));
        return `${said}, and ${rows.length === 0 ? 'no' : 'the'} token in the database`;
      },
    },
    {
      name: 'a password, from the database',
      outcome: '$argon2id$',
      attack: async (world) => {
        const row = await readRow(world, 'Person', { email: 'desk@alder.example' });
        return String(row['passwordHash']).slice(0, '$argon2id$'.length);
      },
    },
    {
      name: 'a page, in a frame of another site',
      outcome: 'DENY',
      attack: async ({ proxy }) => {
        const { headers } = await fetch(new URL('/sign-in', proxy.url));
        return headers.get('x-frame-options') ?? 'allowed';
      },
    },
  ],
];
