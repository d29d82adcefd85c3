// Waiting in line: the first in `takers` gets the next item, unless it gives up or went away
// before.

/**
 * Resolves with the item handed to this taker; null after `waitMs`, or as soon as `gone` aborts.
 */
export function waitForOne<T>(
  takers: ((item: T) => void)[],
  waitMs: number,
  gone?: AbortSignal,
): Promise<T | null> {
  if (gone?.aborted === true) return Promise.resolve(null);
  return new Promise((resolve) => {
    const leave = (item: T | null) => {
      clearTimeout(timer);
      gone?.removeEventListener('abort', giveUp);
      const at = takers.indexOf(leave);
      if (at >= 0) takers.splice(at, 1);
      resolve(item);
    };
    const giveUp = () => leave(null);
    const timer = setTimeout(giveUp, waitMs);
    gone?.addEventListener('abort', giveUp);
    takers.push(leave);
  });
}
