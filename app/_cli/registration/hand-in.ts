// The second half of a registration: signed, handed in, uploaded. Whatever broke off goes on from
// where it stopped, because the broker and the platform are asked first what they have.

import { nextGrant } from '#enclave/participant/index.ts';
import { EnclaveError, type Hash } from '#enclave/protocol/index.ts';
import type { Api } from '../../_client/session/api.ts';
import {
  remember,
  requireCompared,
  verifyBrokerHere,
  withHead,
} from '../../_client/session/member.ts';
import { handInRegistration } from '../../_client/acts/register.ts';
import { note } from '../command.ts';
import type { SignedIn } from '../platform-session.ts';
import { UploadError, uploadSealed } from '../upload.ts';
import type { PendingRegistration } from './pending.ts';

async function register({ api, member }: SignedIn, pending: PendingRegistration): Promise<void> {
  const { analysts, receivers, partners, brokers } = pending.policy.value;
  requireCompared(member, [...analysts, ...receivers, ...partners]);
  const broker = await verifyBrokerHere(api, member.memory);
  if (!brokers.includes(broker.id)) {
    throw new EnclaveError('BROKER_UNVERIFIED', 'changed since the rule was shown');
  }
  const { grantSeq, state } = nextGrant(member.memory, pending.manifest.name, pending.noiseShare);
  // Before anything is sent: a number that a lost answer has used up would be refused the next
  // time.
  const remembered = await remember(api, member, withHead(state, broker));
  await handInRegistration(api, remembered, broker, { ...pending, grantSeq });
}

async function versionOf(api: Api, manifest: Hash) {
  const { datasets } = await api.dataset.list.query({});
  return datasets
    .flatMap(({ versions }) => versions)
    .find((version) => version.manifest === manifest);
}

/**
 * Ends with the sealed file at the platform. Throws what the broker or the platform refuses, and
 * UploadError if the file did not arrive whole.
 */
export async function handIn(signedIn: SignedIn, pending: PendingRegistration): Promise<void> {
  const { api, session } = signedIn;
  const { name } = pending.manifest;
  const known = await versionOf(api, name);
  if (known === undefined) {
    await register(signedIn, pending);
    note('description, rule and key are signed, and the key broker accepted them');
  }
  if ((known?.blob ?? null) !== null) return;
  await uploadSealed(session, name, pending.file);
  const arrived = await versionOf(api, name);
  if ((arrived?.blob ?? null) === null) throw new UploadError('the platform did not keep the file');
}
