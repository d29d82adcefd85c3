// What the sealing worker made, registered: the rule is made from the choices once the broker is
// verified, and the keys are wiped whatever came of it.

import {
  DatasetManifest,
  concatBytes,
  hashSchema,
  parseDocument,
} from '#enclave/protocol/index.ts';
import { Secret } from '#enclave/sealing/index.ts';
import type { Desk } from '#app/_client/acts/desk.ts';
import { register, type Registered } from '#app/_client/acts/register.ts';
import type { Api } from '#app/_client/session/api.ts';
import type { SealedParts } from '#app/_client/tables/sealer-messages.ts';
import { readTable } from '#app/_client/tables/table-of.ts';
import { expiryOf, policyOf } from '#app/_policy/next-rule.ts';
import type { Registering } from './register-props.ts';

export async function registerSealed(
  api: Api,
  desk: Desk,
  { rule, version, acceptsStranger, ...state }: Registering,
  parts: SealedParts,
): Promise<Registered> {
  const manifest = parseDocument(DatasetManifest, parts.manifest);
  const collaboration = hashSchema.parse(state.collaboration);
  const table = await readTable(api, collaboration);
  const fileKey = new Secret(concatBytes(parts.fileKey));
  const noiseShare = new Secret(concatBytes(parts.noiseShare));
  try {
    return await register(desk, {
      ...{ manifest, fileKey, noiseShare, header: concatBytes(parts.header) },
      ...{ collaboration, acceptsStranger, name: state.name.trim(), digests: parts.digests },
      ruleFor: (broker) => {
        const now = Math.floor(Date.now() / 1000);
        const context = {
          ...{ registry: desk.build.registry, collaboration, broker, table, now },
          expires: expiryOf(rule, version?.policy, now),
          manifestBefore: version?.manifest,
        };
        return policyOf(rule, manifest, context, version?.policy);
      },
    });
  } finally {
    fileKey.wipe();
    noiseShare.wipe();
  }
}
