// The laboratory as a platform of scenarios: one process plays the platform and all its people.

import type { ClientState, Party } from '#enclave/participant/index.ts';
import { need } from '#server/setup/scenario.ts';
import type { Desk } from '../../_client/acts/desk.ts';
import type { OwnBuild } from '../../_client/session/build-facts.ts';
import type { ScenarioPlatform } from '../scenario/scenario-platform.ts';
import type { LabProcedures } from './lab-procedures.ts';

export function labScenarioPlatform(procedures: LabProcedures, build: OwnBuild): ScenarioPlatform {
  const members = new Map<string, { party: Party; memory: ClientState }>();
  const deskOf = (id: string): Desk => {
    const member = need(members.get(id), `party ${id}`);
    return {
      ...{ platform: procedures, build, member },
      keep: (memory) => Promise.resolve(members.set(id, { ...member, memory })),
      sealedResult: procedures.resultOf,
    };
  };
  return {
    join: async (id, { party }, memory) => {
      members.set(id, { party, memory });
      await procedures.takeCard(party.card);
    },
    gather: () => Promise.resolve(),
    deskOf: (id) => Promise.resolve(deskOf(id)),
    // Scenarios of the laboratory keep names of their own (decision 0017).
    aliasOf: (id) => id,
    upload: (_owner, { manifest, file }) => procedures.upload(manifest.name, file),
    endOf: (job) => procedures.run(job),
  };
}
