// A sealed file to the platform, in pieces that can be sent again: the tus protocol.

import * as tus from 'tus-js-client';
import type { Hash } from '../../enclave-jobs/protocol/index.ts';
import type { Session } from './session.ts';

const chunkBytes = 8 * 1024 * 1024;

/** Rejects with the platform's own words. */
export function uploadSealed(session: Session, manifest: Hash, file: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    const upload = new tus.Upload(Buffer.from(file), {
      endpoint: `${session.url}/api/uploads`,
      headers: { cookie: session.cookie },
      metadata: { manifest },
      uploadSize: file.length,
      chunkSize: chunkBytes,
      retryDelays: [200, 1000, 3000],
      onError: reject,
      onSuccess: () => resolve(),
    });
    upload.start();
  });
}
