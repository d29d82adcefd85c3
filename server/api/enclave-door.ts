// The platform's HTTP door for enclaves: relay, queue, blobs, broker state. Bound to loopback; each
// token is one broker's mailbox or a worker's place in the queue. UNTRUSTED like everything in
// server/.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { jobEndSchema, jobPhases } from '#enclave/channel/index.ts';
import { canonicalBytes, checkShape, parseCanonical } from '#enclave/protocol/index.ts';
import type { JobQueue } from '../queue/queue.ts';
import type { Relay } from '../relay/relay.ts';
import type { BlobStore } from '../storage/blob-store.ts';
import type { BrokerStateStore } from '../storage/broker-state-store.ts';

export interface DoorParts {
  readonly relay: Relay;
  readonly queue: JobQueue;
  readonly blobs: BlobStore;
  /** Which mailbox serves a broker's name; the platform's choice. */
  mailboxOf(broker: string): string | Promise<string>;
  /** Who has this token; undefined is a stranger. */
  callerOf(token: string): Promise<EnclaveCaller | undefined>;
  /** By default a free port of this machine's loopback. */
  readonly port?: number;
}

/** A broker with its mailbox and state, or a worker. */
export type EnclaveCaller =
  | { readonly role: 'broker'; readonly mailbox: string; readonly state: BrokerStateStore }
  | { readonly role: 'worker'; readonly name: string };

interface Answer {
  readonly status: number;
  readonly body?: Uint8Array;
  readonly id?: string;
}

const bodyBytesMax = 128 * 1024 * 1024;
const waitMs = 5_000;
const askTimeoutMs = 30_000;
const nothing: Answer = { status: 204 };
const notFound: Answer = { status: 404 };

async function bodyOf(request: IncomingMessage): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request) {
    const bytes = part as Buffer;
    size += bytes.length;
    if (size > bodyBytesMax) throw new Error('body too large');
    parts.push(bytes);
  }
  return Buffer.concat(parts);
}

function withLength(record: Uint8Array): Uint8Array {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(record.length);
  return Buffer.concat([head, record]);
}

/** One request: "METHOD verb", its path, its body, and whether the caller is still there. */
interface Call {
  readonly route: string;
  readonly path: readonly string[];
  readonly body: Uint8Array;
  readonly gone: AbortSignal;
}

async function serveBroker(
  parts: DoorParts,
  caller: Extract<EnclaveCaller, { role: 'broker' }>,
  call: Call,
): Promise<Answer> {
  const { state, mailbox } = caller;
  const { path, body } = call;
  switch (call.route) {
    case 'POST next': {
      const asked = await parts.relay.next(mailbox, waitMs, call.gone);
      return asked === null ? nothing : { status: 200, body: asked.request, id: asked.id };
    }
    case 'POST answer':
      await parts.relay.answer(path[2] ?? '', body);
      return nothing;
    case 'GET secret': {
      const secret = await state.readSecret();
      return secret === null ? notFound : { status: 200, body: secret };
    }
    case 'PUT secret':
      await state.writeSecret(body);
      return nothing;
    case 'GET records':
      return {
        status: 200,
        body: Buffer.concat((await state.readRecords()).map(withLength)),
      };
    case 'GET predecessor': {
      const shown = await state.readPredecessor();
      return shown === null ? notFound : { status: 200, body: canonicalBytes(shown) };
    }
    case 'POST records':
      await state.appendRecord(Number(path[2]), body);
      return nothing;
    default:
      return notFound;
  }
}

async function serveWorker(parts: DoorParts, name: string, call: Call): Promise<Answer> {
  const { route, path, body } = call;
  if (route === 'POST lease') {
    const lease = await parts.queue.lease(waitMs, call.gone, name);
    return lease === null ? nothing : { status: 200, body: canonicalBytes(lease) };
  }
  if (route === 'POST beat') {
    const phase = jobPhases.find((one) => one === path[3]);
    if (phase === undefined) return notFound;
    return (await parts.queue.beat(path[2] ?? '', phase)) ? nothing : { status: 409 };
  }
  if (route === 'POST finish') {
    const end = checkShape(jobEndSchema, parseCanonical(body, bodyBytesMax));
    return (await parts.queue.finish(path[2] ?? '', end)) ? nothing : { status: 409 };
  }
  return notFound;
}

async function serveBlobs(parts: DoorParts, url: URL, method: string, body: Uint8Array) {
  if (method === 'POST') {
    return { status: 200, body: Buffer.from(await parts.blobs.put(body)) };
  }
  const name = url.pathname.split('/')[2] ?? '';
  const offset = Number(url.searchParams.get('offset'));
  const bytes = await parts.blobs.get(name, offset, Number(url.searchParams.get('length')));
  return bytes === null ? notFound : { status: 200, body: bytes };
}

async function answerTo(
  parts: DoorParts,
  request: IncomingMessage,
  gone: AbortSignal,
): Promise<Answer> {
  const url = new URL(request.url ?? '/', 'http://door');
  const method = request.method ?? 'GET';
  const token = request.headers.authorization?.replace(/^Bearer /, '') ?? '';
  const caller = await parts.callerOf(token);
  if (caller === undefined) return { status: 401 };
  const path = url.pathname.split('/').slice(1);
  const [area = '', verb = '', third] = path;
  const body = await bodyOf(request);
  const call: Call = { route: `${method} ${verb}`, path, body, gone };
  if (area === 'blobs') return serveBlobs(parts, url, method, body);
  if (area === 'broker' && third === 'ask') {
    const answer = await parts.relay.ask(await parts.mailboxOf(verb), body, askTimeoutMs);
    return { status: 200, body: answer };
  }
  if (area === 'broker' && caller.role === 'broker') {
    return serveBroker(parts, caller, call);
  }
  if (area === 'worker' && caller.role === 'worker') {
    return serveWorker(parts, caller.name, call);
  }
  return notFound;
}

function send(response: ServerResponse, { status, body, id }: Answer): void {
  if (id !== undefined) response.setHeader('x-parley-id', id);
  response.writeHead(status).end(body);
}

export interface EnclaveDoor {
  readonly url: string;
  close(): Promise<void>;
}

/** Opens the door on this machine's loopback; TLS is for whatever stands in front of it. */
export async function openEnclaveDoor(parts: DoorParts): Promise<EnclaveDoor> {
  const server = createServer((request, response) => {
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    answerTo(parts, request, gone.signal).then(
      (answer) => send(response, answer),
      // What went wrong is the platform's own business; enclaves only see that it did.
      () => send(response, { status: 500 }),
    );
  });
  // Longer than any wait: a connection that closes under a waiting caller loses its answer.
  server.keepAliveTimeout = 4 * askTimeoutMs;
  await new Promise<void>((resolve) => server.listen(parts.port ?? 0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
