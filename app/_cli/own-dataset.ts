import { EnclaveError } from '#enclave/protocol/index.ts';
import { readOwnDataset, type OwnDataset } from '../_client/tables/own-dataset.ts';
import { UsageError } from './command.ts';
import type { SignedIn } from './platform-session.ts';
import { hashIn } from './read-words.ts';

/** A dataset id as typed. Throws UsageError. */
export function datasetId(text: string | undefined) {
  return hashIn(text, 'name one dataset by its id: parley dataset list');
}

/** Throws UsageError for a dataset of somebody else. */
export async function ownDataset(
  { api, member }: SignedIn,
  text: string | undefined,
): Promise<OwnDataset> {
  const id = datasetId(text);
  try {
    return await readOwnDataset(api, member, id);
  } catch (error) {
    if (!(error instanceof EnclaveError) || error.code !== 'NOT_MINE') throw error;
    throw new UsageError(`${id} is not yours, or was withdrawn for good`, { cause: error });
  }
}
