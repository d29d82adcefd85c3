import type { PlainMessageKey } from '../_text/text.ts';

interface LimitGroup {
  readonly title: PlainMessageKey;
  readonly lines: readonly PlainMessageKey[];
}

/** From docs/threat-model.md (what holds) and docs/limitations.md (what does not). */
export const limitGroups: readonly LimitGroup[] = [
  {
    title: 'limits.holds',
    lines: [
      'limits.holds.sealed',
      'limits.holds.quorum',
      'limits.holds.deny',
      'limits.holds.rows',
      'limits.holds.bytes',
      'limits.holds.proof',
      'limits.holds.rollback',
    ],
  },
  {
    title: 'limits.assumes',
    lines: [
      'limits.assumes.tee',
      'limits.assumes.machines',
      'limits.assumes.partners',
      'limits.assumes.page',
    ],
  },
  {
    title: 'limits.sees',
    lines: ['limit.meta', 'limits.sees.sizes', 'limits.sees.outcome', 'limits.sees.power'],
  },
  {
    title: 'limits.answers',
    lines: [
      'limits.answers.rounding',
      'limits.answers.differencing',
      'limits.answers.reader',
      'limit.lie',
      'limits.answers.lieHow',
    ],
  },
  {
    title: 'limits.open',
    lines: [
      'limit.side',
      'limit.withdraw',
      'limits.open.grant',
      'limits.open.clock',
      'limits.open.forks',
    ],
  },
];
