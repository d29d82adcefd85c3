// NOTIFY as a wake-up: a row is always written first and read again after the wake, so that a lost
// or doubled notification costs time and nothing else. One connection listens for a whole process.

import pg from 'pg';

export const channels = ['parley_relay', 'parley_answer', 'parley_queue', 'parley_job'] as const;
export type Channel = (typeof channels)[number];

type Handler = (payload: string) => void;

export interface WakeUps {
  /** Returns the way to stop listening. */
  readonly on: (channel: Channel, handler: Handler) => () => void;
  readonly close: () => Promise<void>;
}

/** A notification that was lost is made up for after so long. */
const lookAgainMs = 1_000;
const reconnectMs = 500;

export function openWakeUps(connectionString: string): WakeUps {
  const handlers = new Map<string, Set<Handler>>(channels.map((name) => [name, new Set()]));
  let closed = false;
  let client: pg.Client | undefined;
  let retry: NodeJS.Timeout | undefined;

  const connect = async () => {
    const fresh = new pg.Client({ connectionString, application_name: 'parley wake-ups' });
    const again = () => {
      if (client !== fresh || closed) return;
      client = undefined;
      retry = setTimeout(() => void connect(), reconnectMs);
    };
    client = fresh;
    fresh.on('error', again);
    fresh.on('end', again);
    fresh.on('notification', ({ channel, payload }) => {
      for (const handler of handlers.get(channel) ?? []) handler(payload ?? '');
    });
    try {
      await fresh.connect();
      for (const name of channels) await fresh.query(`listen ${name}`);
    } catch {
      again();
    }
  };
  const connecting = connect();

  return {
    on(channel, handler) {
      handlers.get(channel)?.add(handler);
      return () => {
        handlers.get(channel)?.delete(handler);
      };
    },
    close: async () => {
      closed = true;
      clearTimeout(retry);
      await connecting;
      await client?.end();
    },
  };
}

export interface Waiting {
  readonly waitMs: number;
  readonly gone?: AbortSignal | undefined;
  /** Only wake-ups with this payload count; all if absent. */
  readonly payload?: string | undefined;
}

/**
 * Tries now and after each wake-up until there is something; null after `waitMs`, or once `gone`
 * aborts.
 */
export async function untilThere<T>(
  wakeUps: WakeUps,
  channel: Channel,
  attempt: () => Promise<T | null>,
  { waitMs, gone, payload }: Waiting,
): Promise<T | null> {
  const deadline = Date.now() + waitMs;
  let wake: () => void = () => undefined;
  let isWoken = false;
  const signal = () => {
    isWoken = true;
    wake();
  };
  const off = wakeUps.on(channel, (said) => {
    if (payload === undefined || payload === said) signal();
  });
  gone?.addEventListener('abort', signal);
  try {
    for (;;) {
      if (gone?.aborted === true) return null;
      isWoken = false;
      const found = await attempt();
      if (found !== null) return found;
      const left = deadline - Date.now();
      if (left <= 0) return null;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.min(left, lookAgainMs));
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
        if (isWoken) wake();
      });
    }
  } finally {
    off();
    gone?.removeEventListener('abort', signal);
  }
}
