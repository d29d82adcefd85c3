// A web server in front of the platform's that keeps every body, in both directions: what the
// platform's operator, or whoever ends TLS for it, can read.

import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { Place } from '../support/leak-detector.ts';

export interface RecordingProxy {
  readonly url: string;
  readonly seen: readonly Place[];
  readonly close: () => Promise<void>;
}

function pass(url: URL, request: http.IncomingMessage, body: Buffer) {
  return new Promise<{ answer: http.IncomingMessage; bytes: Buffer }>((done, fail) => {
    const { method, headers } = request;
    // Nothing is compressed on its way: what is kept can be searched.
    const plain = { ...headers, 'accept-encoding': 'identity' };
    const forward = http.request(url, { method, headers: plain }, (answer) => {
      buffer(answer).then((bytes) => done({ answer, bytes }), fail);
    });
    forward.on('error', fail);
    forward.end(body);
  });
}

export async function openRecordingProxy(target: string): Promise<RecordingProxy> {
  const seen: Place[] = [];
  const serve = async (request: http.IncomingMessage, response: http.ServerResponse) => {
    const url = new URL(request.url ?? '/', target);
    const label = `${request.method ?? ''} ${url.pathname}`;
    const body = await buffer(request);
    const asked = Buffer.from(decodeURIComponent(url.search));
    seen.push({ name: `request ${label}`, bytes: Buffer.concat([asked, body]) });
    const { answer, bytes } = await pass(url, request, body);
    seen.push({ name: `response ${label}`, bytes });
    response.writeHead(answer.statusCode ?? 502, answer.headers).end(bytes);
  };
  const server = http.createServer((request, response) => {
    serve(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}`,
    seen,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}
