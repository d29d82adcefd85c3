// The second half of a registration: signed, handed in, uploaded. Whatever broke off goes on from
// where it stopped, because the broker and the platform are asked first what they have.

import type { Hash } from '#enclave/protocol/index.ts';
import { register } from '../../_client/acts/register.ts';
import type { Api } from '../../_client/session/api.ts';
import { note } from '../command.ts';
import type { SignedIn } from '../platform-session.ts';
import { UploadError, uploadSealed } from '../upload.ts';
import type { PendingRegistration } from './pending.ts';

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
export async function handIn(
  { api, session, desk }: SignedIn,
  pending: PendingRegistration,
  acceptsStranger: boolean,
): Promise<void> {
  const { policy, file, ...table } = pending;
  const { name } = pending.manifest;
  const known = await versionOf(api, name);
  if (known === undefined) {
    await register(desk, { ...table, ruleFor: () => policy, acceptsStranger });
    note('description, rule and key are signed, and the key broker accepted them');
  }
  if ((known?.blob ?? null) !== null) return;
  await uploadSealed(session, name, file);
  const arrived = await versionOf(api, name);
  if ((arrived?.blob ?? null) === null) throw new UploadError('the platform did not keep the file');
}
