// What every relay must do, whatever it is made of: memory, PostgreSQL, a message broker.

import { beforeEach, describe, expect, it } from 'vitest';
import { RelayTimeout, type Relay } from '#server/relay/relay.ts';

/** Longer than anything here takes; a wait that should end by itself never reaches it. */
const longMs = 10_000;
const shortMs = 30;

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (value: Uint8Array | undefined) => new TextDecoder().decode(value);

export interface RelayClaims {
  /** The relay keeps its own copy: what a caller does to its array afterwards changes nothing. */
  readonly copies: boolean;
}

export function relayContract(
  name: string,
  make: () => Relay | Promise<Relay>,
  { copies }: RelayClaims = { copies: true },
): void {
  describe(`${name}: relay`, () => {
    let relay: Relay;
    beforeEach(async () => {
      relay = await make();
    });
    const taken = async (mailbox = 'a') => {
      const request = await relay.next(mailbox, longMs);
      if (request === null) throw new Error('nothing to take');
      return request;
    };

    it('brings a request to its taker and the answer to its asker', async () => {
      const answer = relay.ask('a', bytes('question'), longMs);
      const { id, request } = await taken();
      expect(text(request)).toBe('question');
      expect(await relay.answer(id, bytes('answer'))).toBe(true);
      expect(text(await answer)).toBe('answer');
    });

    it('hands a request to a taker who waited before it came', async () => {
      const waiting = relay.next('a', longMs);
      const answer = relay.ask('a', bytes('late'), longMs);
      const request = await waiting;
      expect(text(request?.request)).toBe('late');
      await relay.answer(request?.id ?? '', bytes('yes'));
      expect(text(await answer)).toBe('yes');
    });

    it('gives each asker its own answer, whatever the order of the answers', async () => {
      const asked = ['one', 'two', 'three'].map((each) => relay.ask('a', bytes(each), longMs));
      const requests = [await taken(), await taken(), await taken()];
      for (const { id, request } of requests.reverse()) {
        await relay.answer(id, bytes(`to ${text(request)}`));
      }
      expect((await Promise.all(asked)).map(text)).toEqual(['to one', 'to two', 'to three']);
    });

    it('keeps the order of one mailbox: first in, first out', async () => {
      const asked = ['1', '2', '3', '4'].map((each) => relay.ask('a', bytes(each), longMs));
      const order: string[] = [];
      for (const _ of asked) {
        const { id, request } = await taken();
        order.push(text(request));
        await relay.answer(id, bytes('done'));
      }
      expect(order).toEqual(['1', '2', '3', '4']);
      await Promise.all(asked);
    });

    it('keeps mailboxes apart', async () => {
      const answer = relay.ask('a', bytes('for a'), longMs);
      expect(await relay.next('b', shortMs)).toBeNull();
      const { id } = await taken('a');
      await relay.answer(id, bytes('done'));
      await answer;
    });

    it('rejects with RelayTimeout when nobody answers', async () => {
      await expect(relay.ask('a', bytes('x'), shortMs)).rejects.toBeInstanceOf(RelayTimeout);
    });

    it('rejects with RelayTimeout when a taker took the request and said nothing', async () => {
      const answer = relay.ask('a', bytes('x'), 4 * shortMs);
      await taken();
      await expect(answer).rejects.toBeInstanceOf(RelayTimeout);
    });

    it('never delivers a request whose asker has given up', async () => {
      await expect(relay.ask('a', bytes('stale'), shortMs)).rejects.toBeInstanceOf(RelayTimeout);
      const answer = relay.ask('a', bytes('fresh'), longMs);
      const { id, request } = await taken();
      expect(text(request)).toBe('fresh');
      await relay.answer(id, bytes('done'));
      await answer;
      expect(await relay.next('a', shortMs)).toBeNull();
    });

    it('says false to an answer that nobody waits for', async () => {
      expect(await relay.answer('no-such-request', bytes('x'))).toBe(false);
    });

    it('says false to an answer that comes too late', async () => {
      const answer = relay.ask('a', bytes('x'), 4 * shortMs);
      const { id } = await taken();
      await expect(answer).rejects.toBeInstanceOf(RelayTimeout);
      expect(await relay.answer(id, bytes('late'))).toBe(false);
    });

    it('says false to a second answer, and the first one counts', async () => {
      const answer = relay.ask('a', bytes('x'), longMs);
      const { id } = await taken();
      expect(await relay.answer(id, bytes('first'))).toBe(true);
      expect(await relay.answer(id, bytes('second'))).toBe(false);
      expect(text(await answer)).toBe('first');
    });

    it('gives null after the wait, and to a wait of nothing at once', async () => {
      expect(await relay.next('a', shortMs)).toBeNull();
      expect(await relay.next('a', 0)).toBeNull();
    });

    it('gives two takers different requests', async () => {
      const takers = [relay.next('a', longMs), relay.next('a', longMs)];
      const asked = ['one', 'two'].map((each) => relay.ask('a', bytes(each), longMs));
      const requests = await Promise.all(takers);
      expect(new Set(requests.map((one) => one?.id)).size).toBe(2);
      expect(requests.map((one) => text(one?.request)).sort()).toEqual(['one', 'two']);
      for (const one of requests) await relay.answer(one?.id ?? '', bytes('done'));
      await Promise.all(asked);
    });

    it('delivers a request once', async () => {
      const answer = relay.ask('a', bytes('x'), longMs);
      const { id } = await taken();
      expect(await relay.next('a', shortMs)).toBeNull();
      await relay.answer(id, bytes('done'));
      await answer;
    });

    it('lets no taker that went away swallow a request', async () => {
      const gone = new AbortController();
      const waiting = relay.next('a', longMs, gone.signal);
      gone.abort();
      expect(await waiting).toBeNull();
      const answer = relay.ask('a', bytes('x'), longMs);
      const { id, request } = await taken();
      expect(text(request)).toBe('x');
      await relay.answer(id, bytes('done'));
      await answer;
    });

    it('gives nothing to a taker that was gone before it asked', async () => {
      const answer = relay.ask('a', bytes('x'), longMs);
      expect(await relay.next('a', longMs, AbortSignal.abort())).toBeNull();
      const { id } = await taken();
      await relay.answer(id, bytes('done'));
      await answer;
    });

    it('carries every byte unchanged, none and many', async () => {
      const every = Uint8Array.from({ length: 256 }, (_, i) => i);
      const many = new Uint8Array(300_000).map((_, i) => i % 251);
      for (const sent of [new Uint8Array(0), every, many]) {
        const answer = relay.ask('a', sent, longMs);
        const { id, request } = await taken();
        expect(Buffer.compare(request, sent)).toBe(0);
        await relay.answer(id, sent);
        expect(Buffer.compare(await answer, sent)).toBe(0);
      }
    });

    if (!copies) return;
    it('keeps its own copy of what it carries', async () => {
      const sent = bytes('before');
      const answer = relay.ask('a', sent, longMs);
      sent.fill(0);
      const { id, request } = await taken();
      expect(text(request)).toBe('before');
      await relay.answer(id, bytes('done'));
      await answer;
    });
  });
}
