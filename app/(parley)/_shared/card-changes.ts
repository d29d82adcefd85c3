// What the next card has that this one has not, for who is asked to sign it.

import type { PartyCard } from '#enclave/protocol/index.ts';
import { shortHash } from '../../_text/format.ts';
import { say } from '../../_text/text.ts';
import type { DiffRow } from '../../_ui/diff-view.tsx';

/** What stands in the card, and how it is shown; two that differ in anything are two. */
interface Line {
  readonly whole: string;
  readonly shown: string;
}

function listRow(
  field: string,
  before: readonly Line[],
  after: readonly Line[],
  losing: DiffRow['effect'] = 'narrower',
): DiffRow {
  const has = (lines: readonly Line[], one: Line) => lines.some(({ whole }) => whole === one.whole);
  const gains = after.some((one) => !has(before, one));
  const loses = before.some((one) => !has(after, one));
  const words = (lines: readonly Line[]) => lines.map(({ shown }) => shown).join('\n');
  return {
    field,
    before: words(before),
    after: words(after),
    effect: gains ? 'wider' : loses ? losing : 'same',
  };
}

const line = (value: object, ...shown: readonly string[]): Line => ({
  whole: JSON.stringify(value),
  shown: shown.filter((one) => one !== '').join(' '),
});

function numberRow(field: string, before: number, after: number): DiffRow {
  const effect = after === before ? 'same' : after < before ? 'lower' : 'narrower';
  return { field, before: String(before), after: String(after), effect };
}

/** A passkey that is made only after the person has read what it changes. */
export interface KeyToMake {
  readonly holder: string;
  readonly origin: string;
}

/** Every field that decides who signs for the organisation; `toMake` comes on top of `after`. */
export function cardChanges(
  before: PartyCard,
  after: PartyCard,
  toMake?: KeyToMake,
): readonly DiffRow[] {
  const approvers = (card: PartyCard) =>
    card.approvers.map((key) =>
      line(
        key,
        shortHash(key.keyId),
        key.holder,
        key.independent ? say('orgKeys.change.independent') : '',
        key.origin ?? '',
      ),
    );
  const made =
    toMake === undefined
      ? []
      : [line(toMake, say('keys.add.newKey'), toMake.holder, toMake.origin)];
  const analysts = (card: PartyCard) =>
    card.analysts.map((key) => line(key, shortHash(key.keyId), key.origin ?? ''));
  const recipients = (card: PartyCard) =>
    card.recipients.map((one) => line(one, one.id, shortHash(one.recipient)));
  const witnesses = (card: PartyCard) => card.witnesses.map((key) => line({ key }, shortHash(key)));
  return [
    listRow(say('orgKeys.change.approvers'), approvers(before), [...approvers(after), ...made]),
    listRow(say('orgKeys.change.analysts'), analysts(before), analysts(after)),
    listRow(say('orgKeys.change.recipients'), recipients(before), recipients(after)),
    listRow(say('orgKeys.change.witnesses'), witnesses(before), witnesses(after), 'lower'),
    numberRow(say('orgKeys.change.quorum'), before.quorum, after.quorum),
    numberRow(say('orgKeys.change.independentMin'), before.independentMin, after.independentMin),
    {
      field: say('orgKeys.change.name'),
      before: before.name,
      after: after.name,
      effect: before.name === after.name ? 'same' : 'new',
    },
  ];
}
