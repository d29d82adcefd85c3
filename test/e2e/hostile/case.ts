import type { CanaryWorld } from '../canary-world.ts';

/** What somebody does with the platform in hand, and what must come of it. */
export interface Case {
  readonly name: string;
  readonly outcome: string;
  readonly attack: (world: CanaryWorld) => Promise<string>;
}

export type CaseGroup = readonly [what: string, cases: readonly Case[]];
