// The page's side of the sealing worker: one question at a time, one answer each.

import type { FromSealer, ToSealer } from './sealer-messages.ts';

type Stage = Extract<FromSealer, { say: 'stage' }>['stage'];
export type Answer = Exclude<FromSealer, { say: 'stage' }>;

export interface Sealer {
  readonly ask: (message: ToSealer, onStage?: (stage: Stage) => void) => Promise<Answer>;
  readonly close: () => void;
}

export function openSealer(): Sealer {
  const worker = new Worker(new URL('./sealer.worker.ts', import.meta.url), { type: 'module' });
  return {
    ask: (message, onStage) =>
      new Promise((resolve, reject) => {
        const hear = (event: MessageEvent<FromSealer>) => {
          if (event.data.say === 'stage') {
            onStage?.(event.data.stage);
            return;
          }
          worker.removeEventListener('message', hear);
          resolve(event.data);
        };
        worker.addEventListener('message', hear);
        worker.addEventListener('error', (event) => reject(new Error(event.message)), {
          once: true,
        });
        worker.postMessage(message);
      }),
    close: () => worker.terminate(),
  };
}
