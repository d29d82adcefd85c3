// `pinned`: against what the verifier brought along. Anybody can run genuine code with invented
// parties; only pins tell this world from a made-up one (I4, R52).

import * as z from 'zod';
import {
  checkShape,
  fromUtf8,
  hashSchema,
  parsePlainJson,
  recode,
  type Hash,
} from '../../protocol/index.ts';
import type { ReadBundle } from './read-bundle.ts';
import { NotChecked, StepList, requireThat, type Verdict } from './report.ts';

/** What I compared out of band: parties, and the code that brokers and workers must run. */
export const pinsSchema = z.strictObject({
  parties: z.array(hashSchema).min(1),
  brokerCode: z.array(hashSchema).min(1),
  workerCode: z.array(hashSchema).min(1),
});
export type Pins = z.infer<typeof pinsSchema>;

/** Reads a pins file: ordinary JSON of three lists. Throws BUNDLE_MALFORMED. */
export function readPins(bytes: Uint8Array): Pins {
  return recode('BUNDLE_MALFORMED', 'pins', () =>
    checkShape(pinsSchema, parsePlainJson(fromUtf8(bytes))),
  );
}

/** Everybody who had a say: analyst, owners, readers. */
function partiesOf(b: ReadBundle): readonly Hash[] {
  const { analyst, recipients } = b.jobSpec.value;
  const owners = b.manifests.flatMap((manifest) => manifest.value.owners);
  return [...new Set([analyst, ...recipients.map((one) => one.party), ...owners])];
}

/** An input whose owners the bundle does not tell. */
function withoutManifest(b: ReadBundle): string | undefined {
  const isThere = (name: Hash) => b.manifests.some((manifest) => manifest.name === name);
  return b.jobSpec.value.inputs.find(({ manifest }) => !isThere(manifest))?.alias;
}

export async function checkPinned(b: ReadBundle, pins: Pins): Promise<Verdict> {
  const steps = new StepList();
  await steps.run('parties', 'every party of the job is one of your verified partners', () => {
    const stranger = partiesOf(b).find((party) => !pins.parties.includes(party));
    requireThat(stranger === undefined, 'PIN_DIFFERS', `party ${stranger ?? ''}`);
    const unknown = withoutManifest(b);
    if (unknown !== undefined)
      throw new NotChecked(`no description of ${unknown}, so its owner is unknown`);
  });
  await steps.run('broker', 'the key broker runs code that you know', () => {
    const { code, instances } = b.genesis.value;
    const codes = [code, ...instances.flatMap((one) => one.referenceValues.code)];
    const unknown = codes.find((one) => !pins.brokerCode.includes(one));
    requireThat(unknown === undefined, 'PIN_DIFFERS', `code ${unknown ?? ''}`);
  });
  await steps.run('worker', 'the worker runs code that you know', () => {
    const { code } = b.jobSpec.value;
    requireThat(pins.workerCode.includes(code), 'PIN_DIFFERS', `code ${code}`);
  });
  return steps.verdict();
}
