import { say, type PlainMessageKey } from '../../_text/text.ts';

const words: Readonly<Record<string, PlainMessageKey>> = {
  'card.published': 'activity.card.published',
  'collaboration.created': 'activity.collaboration.created',
  'collaboration.joined': 'activity.collaboration.joined',
  'collaboration.declined': 'activity.collaboration.declined',
  'dataset.registered': 'activity.dataset.registered',
  'dataset.uploaded': 'activity.dataset.uploaded',
  'dataset.erased': 'activity.dataset.erased',
  'job.submitted': 'activity.job.submitted',
  'job.cancelled': 'activity.job.cancelled',
  'job.approve': 'activity.job.approve',
  'job.note': 'activity.job.note',
  'job.deny': 'activity.job.deny',
  'document.signed': 'activity.document.signed',
  'document.dropped': 'activity.document.dropped',
  'key.requested': 'activity.key.requested',
  'key.request.dropped': 'activity.key.request.dropped',
  'key.added': 'activity.key.added',
  'person.invited': 'activity.person.invited',
  'person.joined': 'activity.person.joined',
  'policy.signed': 'activity.policy.signed',
  'reference.proposed': 'activity.reference.proposed',
  'reference.retracted': 'activity.reference.retracted',
  'sessions.ended': 'activity.sessions.ended',
  'withdrawn.policy': 'activity.withdrawn.policy',
  'withdrawn.dataset': 'activity.withdrawn.dataset',
  'withdrawn.approval': 'activity.withdrawn.approval',
};

/** An action in words; one that is newer than this page keeps the platform's own name. */
export function actionWords(action: string): string {
  const key = words[action];
  return key === undefined ? action : say(key);
}
