// The platform's hint of where a job stands. It proves nothing: releases, refusals and receipts do.

import { DomainError } from './errors.ts';

export const jobStates = [
  'DRAFT',
  'SUBMITTED',
  'AWAITING_APPROVALS',
  'QUEUED',
  'ATTESTING',
  'RUNNING',
  'DELIVERED',
  'DENIED',
  'REFUSED',
  'FAILED',
  'CANCELLED',
  'EXPIRED',
] as const;
export type JobState = (typeof jobStates)[number];

export const endStates = [
  'DELIVERED',
  'DENIED',
  'REFUSED',
  'FAILED',
  'CANCELLED',
  'EXPIRED',
] as const satisfies readonly JobState[];

export function isEnded(state: JobState): boolean {
  return (endStates as readonly JobState[]).includes(state);
}

/** States in which owners may answer or take an answer back, and the requester may cancel. */
export function isDecidable(state: JobState): boolean {
  return state === 'AWAITING_APPROVALS' || state === 'QUEUED';
}

/** Why an owner says no. */
export const denyReasons = ['purpose', 'detail', 'receivers', 'not-now', 'other'] as const;
export type DenyReason = (typeof denyReasons)[number];

/** Characters of what people name: jobs, datasets, collaborations, entity domains. */
export const labelLengthMax = 80;

/**
 * Every legal move. A machine that died brings ATTESTING and RUNNING back to QUEUED; a broker that
 * restarted brings QUEUED back to AWAITING_APPROVALS; a worker whose signs of life were lost ends
 * what still stands as QUEUED.
 */
const moves: Readonly<Record<JobState, readonly JobState[]>> = {
  DRAFT: ['SUBMITTED', 'CANCELLED'],
  SUBMITTED: ['AWAITING_APPROVALS'],
  AWAITING_APPROVALS: ['QUEUED', 'DENIED', 'CANCELLED', 'EXPIRED', 'REFUSED'],
  QUEUED: [
    'ATTESTING',
    'RUNNING',
    'DELIVERED',
    'AWAITING_APPROVALS',
    'DENIED',
    'REFUSED',
    'FAILED',
    'CANCELLED',
    'EXPIRED',
  ],
  ATTESTING: ['QUEUED', 'RUNNING', 'DELIVERED', 'REFUSED', 'FAILED', 'AWAITING_APPROVALS'],
  RUNNING: ['QUEUED', 'DELIVERED', 'FAILED', 'REFUSED', 'AWAITING_APPROVALS'],
  DELIVERED: [],
  DENIED: [],
  REFUSED: ['AWAITING_APPROVALS'],
  FAILED: [],
  CANCELLED: [],
  EXPIRED: [],
};

export function canMove(from: JobState, to: JobState): boolean {
  return moves[from].includes(to);
}

/** Throws CONFLICT with both states if the move is not one. */
export function requireMove(from: JobState, to: JobState): void {
  if (!canMove(from, to)) throw new DomainError('CONFLICT', `${from} to ${to}`);
}
