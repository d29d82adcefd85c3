// The running web platform as a platform of scenarios: people sign in at their desks, and do
// everything by participant code through the platform's own procedures.

import { sealClientState } from '#enclave/participant/index.ts';
import { toBase64Url } from '#enclave/protocol/index.ts';
import { need } from '#server/setup/scenario.ts';
import { openApi, type Api } from '../../_client/session/api.ts';
import type { OwnBuild } from '../../_client/session/build-facts.ts';
import { encodeKeyFile, wrapWithPassphrase, type KeyFile } from '../../_client/session/key-file.ts';
import { openMember } from '../../_client/session/member.ts';
import { aliasOf } from '../../_client/tables/table-of.ts';
import { openDesk } from '../platform-session.ts';
import type { FoundedParty, ScenarioPlatform } from '../scenario/scenario-platform.ts';
import { signIn, type Session } from '../session.ts';
import { uploadSealed } from '../upload.ts';

export interface Account {
  readonly email: string;
  readonly partyId: string;
  readonly roles: readonly string[];
}

export interface WebPeople {
  readonly url: string;
  readonly people: readonly Account[];
  readonly password: string;
  /** Opens the key file of everybody. */
  readonly passphrase: string;
}

/** Somebody signed in, and the keys that the platform does not have. */
interface Seat {
  readonly account: Account;
  readonly session: Session;
  readonly api: Api;
  readonly keyFile: KeyFile;
}

/** The passphrase is printed at every start: there is nothing that slow hashing would protect. */
const demonstrationLogWork = 12;
const lookEveryMs = 50;

async function seatAll(
  { url, people, password }: WebPeople,
  partyId: string,
  { party, secrets }: FoundedParty,
): Promise<readonly Seat[]> {
  const accounts = people.filter((one) => one.partyId === partyId);
  const keyFile = { card: party.card, secrets, passkeys: [] };
  return Promise.all(
    accounts.map(async (account) => {
      const session = await signIn(url, account.email, password);
      return { account, session, api: openApi(session), keyFile };
    }),
  );
}

export function webPlatform(people: WebPeople, build: OwnBuild): ScenarioPlatform {
  const seats = new Map<string, readonly Seat[]>();
  const seatOf = (id: string, role: string) =>
    need(
      seats.get(id)?.find(({ account }) => account.roles.includes(role)),
      `desk of ${id} with the role ${role}`,
    );
  return {
    join: async (id, founded, memory) => {
      const seated = await seatAll(people, id, founded);
      seats.set(id, seated);
      const { card, keys } = founded.party;
      await need(seated[0], `desk of ${id}`).api.organisation.publishCard.mutate({ card });
      for (const { api, keyFile } of seated) {
        const plain = encodeKeyFile(keyFile);
        const file = await wrapWithPassphrase(plain, people.passphrase, demonstrationLogWork);
        const label = { kind: 'passphrase', label: 'Demonstration' } as const;
        await api.me.addKeyFile.mutate({ ...label, file: toBase64Url(file) });
        const kept = toBase64Url(await sealClientState(memory, keys.identity));
        await api.me.saveClientState.mutate({ revision: 0, file: kept });
      }
    },
    gather: async ({ name: collaboration, bytes }) => {
      const [founder, ...others] = [...seats.keys()].map((id) => seatOf(id, 'admin').api);
      const document = toBase64Url(bytes);
      await need(founder, 'party').collaboration.create.mutate({ document });
      for (const api of others) {
        await api.collaboration.answer.mutate({ collaboration, answer: 'joined' });
      }
    },
    deskOf: async (id, role) => {
      const { session, api, keyFile } = seatOf(id, role);
      return openDesk(session, api, await openMember(api, keyFile), build);
    },
    aliasOf: (_id, { value }) => aliasOf(value.dataset),
    upload: (owner, { manifest, file }) =>
      uploadSealed(seatOf(owner, 'owner').session, manifest.name, file),
    endOf: async (job) => {
      const [first] = [...seats.values()].flat();
      const { api } = need(first, 'desk');
      for (;;) {
        const { end } = await api.job.material.query({ job });
        if (end !== null) return end;
        await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
      }
    },
  };
}
