// A proposal that the platform lists, read for taking it up: its bytes are what its name says, and
// its code is what its files make. Who proposed it only the platform says.

import {
  isOfItsFiles,
  readReferenceProposal,
  type ReferenceProposal,
} from '#enclave/participant/index.ts';
import { EnclaveError, bytesOf, type Hash } from '#enclave/protocol/index.ts';
import type { Api } from '../session/api.ts';

export interface Proposed {
  readonly proposal: ReferenceProposal;
  readonly name: Hash;
  /** Whose it is, as the platform says. */
  readonly organisation: string;
}

/**
 * Throws MALFORMED for what is not there or was withdrawn, for other bytes than it names, and for
 * entries of code that the proposal's own files do not make.
 */
export async function readProposed(api: Api, name: string): Promise<Proposed> {
  const listed = await api.reference.list.query();
  const found = listed.find((one) => one.name === name && one.retractedAt === null);
  if (found === undefined) throw new EnclaveError('MALFORMED', 'proposal');
  const { proposal, name: named } = readReferenceProposal(bytesOf(found.document));
  if (named !== name || !isOfItsFiles(proposal)) throw new EnclaveError('MALFORMED', 'proposal');
  return { proposal, name: named, organisation: found.organisation };
}
