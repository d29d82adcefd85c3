// A broker main's loop: wait for a request, answer it, until told to stop.

import { setTimeout as sleep } from 'node:timers/promises';
import { httpBrokerPlatform, type Door } from '../channel/index.ts';
import { Broker, type BrokerEnvironment } from '../broker/index.ts';

const retryMs = 200;

export async function serveBroker(
  door: Door,
  environment: Omit<BrokerEnvironment, 'store' | 'now' | 'crypto' | 'report'>,
): Promise<never> {
  const platform = httpBrokerPlatform(door);
  const broker = await Broker.boot({
    ...environment,
    store: platform,
    crypto: globalThis.crypto,
    now: () => Math.floor(Date.now() / 1000),
    report: (event, kind) => process.stderr.write(`broker: ${event} ${kind}\n`),
  });
  for (;;) {
    try {
      const asked = await platform.next();
      if (asked !== null) await platform.answer(asked.id, await broker.handle(asked.request));
    } catch {
      // The platform is away or the message was none: it may come back, and nothing was lost here.
      await sleep(retryMs);
    }
  }
}
