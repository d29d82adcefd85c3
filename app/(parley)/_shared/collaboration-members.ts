// Who a collaboration's document names. Its address is the hash of that document, so it can be
// compared here.

import type { inferRouterOutputs } from '@trpc/server';
import { Collaboration, readSigned } from '#enclave/protocol/index.ts';
import type { AppRouter } from '#server/api/router.ts';
import { recognitionWords } from '../../_client/parties/fingerprint-words.ts';

export type ReadCollaboration = inferRouterOutputs<AppRouter>['collaboration']['read'];

export interface Member {
  readonly party: string;
  readonly name: string;
  /** `undefined` where the platform does not know the organisation. */
  readonly state: ReadCollaboration['members'][number]['state'] | undefined;
  readonly since: Date | undefined;
}

/** By name; undefined if the document is not the one the address names. */
export function membersOf(collaboration: ReadCollaboration): readonly Member[] | undefined {
  try {
    const { name, value } = readSigned(Collaboration, collaboration);
    if (name !== collaboration.id) return undefined;
    const members = value.parties.map((party) => {
      const said = collaboration.members.find((one) => one.organisation.party === party);
      return {
        party,
        name: said?.organisation.name ?? recognitionWords(party),
        state: said?.state,
        since: said?.since,
      };
    });
    return members.sort((a, b) => a.name.localeCompare(b.name));
  } catch {
    return undefined;
  }
}
