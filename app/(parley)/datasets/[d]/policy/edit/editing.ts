// What an edit of a rule starts from, and how far a draft is from what was signed last.

import type {
  DatasetManifest,
  Doc,
  Hash,
  UsagePolicy,
} from '../../../../../../enclave-jobs/protocol/index.ts';
import type { CollaborationTable } from '../../../../../_participant/table-of.ts';
import { ruleDifferences } from '../../../../../_policy/rule-differences.ts';

export interface Editing {
  readonly id: string;
  readonly name: string;
  readonly collaboration: string;
  readonly isPaused: boolean;
  /** The platform says that the broker which serves now has no key to the newest version. */
  readonly needsGrant: boolean;
  readonly manifest: Doc<DatasetManifest>;
  /** The rule signed last. */
  readonly previous?: Doc<UsagePolicy>;
  readonly table: CollaborationTable;
}

/** Whether signing includes the key: also where the platform does not say so, but the last rule does. */
export function grantsToo({ needsGrant, previous }: Editing, broker: Hash): boolean {
  return needsGrant || (previous !== undefined && !previous.value.brokers.includes(broker));
}

export function differencesIn(editing: Editing, next: Doc<UsagePolicy>, now: number) {
  const { previous, isPaused } = editing;
  return ruleDifferences(previous?.value, next.value, { isPaused, now });
}
