// The platform over HTTP, seen from inside an enclave's main: plain requests with a bearer token,
// bodies are bytes. The token only keeps strangers from the queue; nothing secret depends on it.

import {
  canonicalBytes,
  checkShape,
  hashSchema,
  parseCanonical,
  type Bytes,
} from '../protocol/index.ts';
import {
  leaseSchema,
  predecessorSchema,
  type BrokerPlatform,
  type WorkerPlatform,
} from './platform.ts';

export interface Door {
  readonly url: string;
  readonly token: string;
}

const messageBytesMax = 64 * 1024 * 1024;

async function call(door: Door, method: string, path: string, body?: Uint8Array) {
  const response = await fetch(new URL(path, door.url), {
    method,
    headers: { authorization: `Bearer ${door.token}` },
    ...(body === undefined ? {} : { body: Uint8Array.from(body) }),
  });
  if (!response.ok && response.status !== 404) {
    throw new Error(
      `platform answered ${response.status} to ${method} ${path.split('?')[0] ?? ''}`,
    );
  }
  const bytes: Bytes = new Uint8Array(await response.arrayBuffer());
  return { status: response.status, bytes, id: response.headers.get('x-parley-id') ?? '' };
}

/** 204 and 404 mean: nothing there. */
function orNull<T>(answer: { status: number }, read: () => T): T | null {
  return answer.status === 204 || answer.status === 404 ? null : read();
}

export function httpWorkerPlatform(door: Door): WorkerPlatform {
  return {
    lease: async () => {
      const answer = await call(door, 'POST', '/worker/lease');
      return orNull(answer, () =>
        checkShape(leaseSchema, parseCanonical(answer.bytes, messageBytesMax)),
      );
    },
    beat: async (lease, phase) => {
      await call(door, 'POST', `/worker/beat/${lease}/${phase}`);
    },
    finish: async (lease, end) => {
      await call(door, 'POST', `/worker/finish/${lease}`, canonicalBytes(end));
    },
    askBroker: async (broker, request) =>
      (await call(door, 'POST', `/broker/${broker}/ask`, request)).bytes,
    readBlob: async (name, offset, length) =>
      (await call(door, 'GET', `/blobs/${name}?offset=${offset}&length=${length}`)).bytes,
    writeBlob: async (bytes) =>
      hashSchema.parse(new TextDecoder().decode((await call(door, 'POST', '/blobs', bytes)).bytes)),
  };
}

/** Records travel as one body: each with a 4-byte big-endian length before it. */
export function splitRecords(bytes: Uint8Array): readonly Uint8Array[] {
  const records: Uint8Array[] = [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let offset = 0; offset < bytes.length;) {
    if (offset + 4 > bytes.length) throw new Error('records cut short');
    const end = offset + 4 + view.getUint32(offset);
    if (end > bytes.length) throw new Error('records cut short');
    records.push(bytes.subarray(offset + 4, end));
    offset = end;
  }
  return records;
}

export function httpBrokerPlatform(door: Door): BrokerPlatform {
  return {
    next: async () => {
      const answer = await call(door, 'POST', '/broker/next');
      return orNull(answer, () => ({ id: answer.id, request: answer.bytes }));
    },
    answer: async (id, answer) => {
      await call(door, 'POST', `/broker/answer/${id}`, answer);
    },
    readSecret: async () => {
      const answer = await call(door, 'GET', '/broker/secret');
      return orNull(answer, () => answer.bytes);
    },
    writeSecret: async (sealed) => {
      await call(door, 'PUT', '/broker/secret', sealed);
    },
    readRecords: async () => splitRecords((await call(door, 'GET', '/broker/records')).bytes),
    appendRecord: async (index, record) => {
      await call(door, 'POST', `/broker/records/${index}`, record);
    },
    readPredecessor: async () => {
      const answer = await call(door, 'GET', '/broker/predecessor');
      return orNull(answer, () =>
        checkShape(predecessorSchema, parseCanonical(answer.bytes, messageBytesMax)),
      );
    },
  };
}
