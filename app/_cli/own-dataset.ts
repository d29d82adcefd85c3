import { EnclaveError, hashSchema } from '../../enclave-jobs/protocol/index.ts';
import { readOwnDataset, type OwnDataset } from '../_participant/own-dataset.ts';
import { UsageError } from './command.ts';
import type { SignedIn } from './platform-session.ts';

/** A dataset id as typed. Throws UsageError. */
export function datasetId(text: string | undefined) {
  const read = hashSchema.safeParse(text);
  if (!read.success) throw new UsageError('name one dataset by its id: parley dataset list');
  return read.data;
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
