'use client';

// Proposals as their own bytes say them, beside the platform's word on who made them and when.

import { useQuery } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import {
  isAdopted,
  readReferenceProposal,
  type ReferenceProposal,
} from '#enclave/participant/index.ts';
import { EnclaveError, bytesOf, type UsagePolicy } from '#enclave/protocol/index.ts';
import type { AppRouter } from '#server/api/router.ts';
import { useTRPC } from '../../_trpc/trpc.tsx';
import { policiesIn } from '../_shared/signed-facts.ts';

type Listed = inferRouterOutputs<AppRouter>['reference']['list'][number];

export interface ListedProposal extends Listed {
  /** Absent if the bytes are no proposal, or not the one that was asked for. */
  readonly proposal?: ReferenceProposal;
}

function readListed(listed: Listed): ListedProposal {
  try {
    const { proposal, name } = readReferenceProposal(bytesOf(listed.document));
    return name === listed.name ? { ...listed, proposal } : listed;
  } catch (error) {
    if (error instanceof EnclaveError) return listed;
    throw error;
  }
}

export function useProposals() {
  const trpc = useTRPC();
  return useQuery(
    trpc.reference.list.queryOptions(undefined, { select: (rows) => rows.map(readListed) }),
  );
}

export interface OwnRule {
  readonly dataset: string;
  readonly name: string;
  readonly rule: UsagePolicy;
}

/** Rules in force of the organisation's own datasets, as their bytes say. */
export function useOwnRules(): readonly OwnRule[] | undefined {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.dataset.list.queryOptions({}));
  if (data === undefined) return undefined;
  const policies = policiesIn(data.documents);
  return data.datasets.flatMap(({ id, name, policy, withdrawnAt }) => {
    const rule = policy === null || withdrawnAt !== null ? undefined : policies.get(policy);
    return rule === undefined ? [] : [{ dataset: id, name, rule }];
  });
}

export const takesUp = (proposal: ReferenceProposal, { rule }: OwnRule): boolean =>
  isAdopted(rule.enclaves, proposal);
