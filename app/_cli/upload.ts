// A sealed file to the platform, in pieces that can be sent again: the tus protocol. An upload is
// named by its manifest, so that another command goes on where one broke off.

import * as tus from 'tus-js-client';
import type { Hash } from '#enclave/protocol/index.ts';
import type { Session } from './session.ts';

const chunkBytes = 8 * 1024 * 1024;
const protocolVersion = '1.0.0';

/** What the platform has of the file stays there: the next upload of the same manifest goes on. */
export class UploadError extends Error {}

function send(
  { url, cookie }: Session,
  manifest: Hash,
  file: Uint8Array,
  isBegun: boolean,
): Promise<void> {
  const endpoint = `${url}/api/uploads`;
  return new Promise((resolve, reject) => {
    const upload = new tus.Upload(Buffer.from(file.buffer, file.byteOffset, file.length), {
      endpoint,
      headers: { cookie },
      metadata: { manifest },
      uploadSize: file.length,
      chunkSize: chunkBytes,
      retryDelays: [200, 1000, 3000],
      ...(isBegun ? { uploadUrl: `${endpoint}/${manifest}` } : {}),
      onError: reject,
      onSuccess: () => resolve(),
    });
    upload.start();
  });
}

/** Throws UploadError with the platform's own words. */
export async function uploadSealed(
  session: Session,
  manifest: Hash,
  file: Uint8Array,
): Promise<void> {
  try {
    const begun = await fetch(`${session.url}/api/uploads/${manifest}`, {
      method: 'HEAD',
      headers: { cookie: session.cookie, 'tus-resumable': protocolVersion },
    });
    await send(session, manifest, file, begun.ok);
  } catch (cause) {
    throw new UploadError(cause instanceof Error ? cause.message : 'no answer', { cause });
  }
}
