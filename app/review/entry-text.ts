// An entry as somebody writes it, and what could be read of it.

import type { WorkerRequirements } from '#enclave/protocol/index.ts';

export interface EntryText {
  readonly text: string;
  readonly problem: string | undefined;
  readonly entries: readonly WorkerRequirements[];
  readonly write: (text: string) => void;
}
