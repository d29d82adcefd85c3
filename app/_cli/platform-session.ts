// What a terminal keeps between commands: where the platform is and a session there, in a file that
// only its person reads. The session signs nothing.

import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import type { Desk } from '../_client/acts/desk.ts';
import { fetchSealedResult, openApi, type Api } from '../_client/session/api.ts';
import { ownBuild, type OwnBuild } from '../_client/session/build-facts.ts';
import { openMember, remember, type Member } from '../_client/session/member.ts';
import { UsageError } from './command.ts';
import { readKeyFile, readPassphrase } from './identity-file.ts';
import { knowOwnBuild } from './own-build.ts';
import type { Session } from './session.ts';

const sessionSchema = z.strictObject({ url: z.url(), cookie: z.string().min(1) });

/** Options that every command towards a platform takes. */
export const platformOptions = {
  session: { type: 'string' },
  identity: { type: 'string' },
  'passphrase-file': { type: 'string' },
} as const;

export interface PlatformValues {
  readonly session?: string | undefined;
  readonly identity?: string | undefined;
  readonly 'passphrase-file'?: string | undefined;
}

function sessionPath({ session }: Pick<PlatformValues, 'session'>): string {
  return session ?? join(homedir(), '.parley', 'session.json');
}

export function saveSession(values: PlatformValues, session: Session): string {
  const path = sessionPath(values);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  rmSync(path, { force: true });
  writeFileSync(path, JSON.stringify(session), { mode: 0o600 });
  return path;
}

/** Throws UsageError if nobody signed in. */
export function openSession(values: PlatformValues): {
  readonly session: Session;
  readonly api: Api;
} {
  const path = sessionPath(values);
  if (!existsSync(path))
    throw new UsageError('you are not signed in: parley login URL EMAIL first');
  const read = sessionSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')));
  if (!read.success) throw new UsageError(`${path} is damaged: parley login again`);
  return { session: read.data, api: openApi(read.data) };
}

/** A desk whose memory is kept at the platform, and goes on with every act. */
export function openDesk(session: Session, api: Api, member: Member, build: OwnBuild): Desk {
  let now = member;
  return {
    ...{ platform: api, build },
    get member() {
      return now;
    },
    keep: async (memory) => {
      now = await remember(api, now, memory);
    },
    sealedResult: (job) => fetchSealedResult(session, job),
  };
}

export interface SignedIn {
  readonly session: Session;
  readonly api: Api;
  readonly member: Member;
  readonly desk: Desk;
}

/** A session and the party's keys, for whatever signs or opens. Throws UsageError. */
export async function openMemberHere(values: PlatformValues): Promise<SignedIn> {
  const { session, api } = openSession(values);
  if (values.identity === undefined) throw new UsageError('this needs --identity FILE');
  const keyFile = await readKeyFile(values.identity, readPassphrase(values['passphrase-file']));
  knowOwnBuild();
  const member = await openMember(api, keyFile);
  return { session, api, member, desk: openDesk(session, api, member, ownBuild()) };
}
