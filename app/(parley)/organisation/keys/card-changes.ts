// What the next card has that this one has not, for who is asked to sign it.

import type { PartyCard } from '../../../../enclave-jobs/protocol/index.ts';
import { shortHash } from '../../../_text/format.ts';
import { say } from '../../../_text/text.ts';
import type { DiffRow } from '../../../_ui/diff-view.tsx';

function listRow(field: string, before: readonly string[], after: readonly string[]): DiffRow {
  const gains = after.some((one) => !before.includes(one));
  const loses = before.some((one) => !after.includes(one));
  const words = (keys: readonly string[]) => keys.map(shortHash).join(', ');
  return {
    field,
    before: words(before),
    after: words(after),
    effect: gains ? 'wider' : loses ? 'narrower' : 'same',
  };
}

function numberRow(field: string, before: number, after: number): DiffRow {
  const effect = after === before ? 'same' : after < before ? 'wider' : 'narrower';
  return { field, before: String(before), after: String(after), effect };
}

/** Every field that decides who signs for the organisation. */
export function cardChanges(before: PartyCard, after: PartyCard): readonly DiffRow[] {
  const approvers = ({ approvers: keys }: PartyCard) =>
    keys.map(({ keyId, holder, independent }) => `${keyId} ${holder} ${String(independent)}`);
  return [
    listRow(say('orgKeys.change.approvers'), approvers(before), approvers(after)),
    listRow(
      say('orgKeys.change.analysts'),
      before.analysts.map((key) => key.keyId),
      after.analysts.map((key) => key.keyId),
    ),
    listRow(
      say('orgKeys.change.recipients'),
      before.recipients.map((one) => one.recipient),
      after.recipients.map((one) => one.recipient),
    ),
    listRow(say('orgKeys.change.witnesses'), before.witnesses, after.witnesses),
    numberRow(say('orgKeys.quorum'), before.quorum, after.quorum),
    numberRow(say('orgKeys.independent'), before.independentMin, after.independentMin),
    {
      field: say('orgKeys.change.name'),
      before: before.name,
      after: after.name,
      effect: before.name === after.name ? 'same' : 'new',
    },
  ];
}
