// The one order of every act: the broker verified, the memory kept, and only then a signature.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  readCsv,
  sealDataset,
  type ClientState,
  type Party,
  type SealedDataset,
} from '#enclave/participant/index.ts';
import {
  EnclaveError,
  PartyCard,
  UsagePolicy,
  concatBytes,
  makeDocument,
  readSigned,
  utf8,
  type Doc,
} from '#enclave/protocol/index.ts';
import { ask, type Question } from '#app/_client/acts/ask.ts';
import { decide, readToDecide } from '#app/_client/acts/decide.ts';
import type { Desk } from '#app/_client/acts/desk.ts';
import { register } from '#app/_client/acts/register.ts';
import { setPolicy } from '#app/_client/acts/set-policy.ts';
import { sha256 } from '#app/_cli/registration/table-options.ts';
import type { RegisteredTable } from '#app/_cli/scenario/open-scenario.ts';
import { draftOf } from '#app/_cli/scenario/scenario-rule.ts';
import { need } from '#server/setup/scenario.ts';
import { lenderCsv, openTestLab, type TestLab } from '../support/lab-world.ts';

let t: TestLab;
beforeAll(async () => {
  t = await openTestLab();
});
afterAll(() => t.close());

const table = (id: string): RegisteredTable => need(t.lab.world.datasets.get(id), id);

/** A party whose every signature is noted. */
function noting(party: Party, signed: string[]): Party {
  const noted = (key: Party['keys']['analyst']) => ({
    ...key,
    sign: (message: Uint8Array) => {
      signed.push(key.keyId);
      return key.sign(message);
    },
  });
  const { approvers, analyst } = party.keys;
  const keys = { ...party.keys, approvers: approvers.map(noted), analyst: noted(analyst) };
  return { ...party, keys };
}
