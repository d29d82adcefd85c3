// What a timeline shows: lanes of parties and machines, and what they did.

export interface Lane {
  readonly id: string;
  /** A party, the key broker, the worker. */
  readonly label: string;
}

export interface TimelineEvent {
  readonly id: string;
  readonly lane: string;
  /** ISO 8601. */
  readonly at: string;
  /** Who did it: a person with their party, or a program. */
  readonly actor: string;
  readonly what: string;
  /** A word or two for the lane; `what` is for the list. */
  readonly short: string;
  readonly cause?: string | undefined;
  /** How it is drawn: a step taken, a check, a stop. */
  readonly mark: 'step' | 'check' | 'stop';
}
