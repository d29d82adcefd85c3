// The sealed file to the platform, in pieces that can be sent again. An upload is named by its
// manifest, so any browser that has the file can go on.

import * as tus from 'tus-js-client';
import { readSealedFile, removeSealedFile } from './sealed-files.ts';

const endpoint = '/api/uploads';
const chunkBytes = 4 * 1024 * 1024;

export interface UploadWatch {
  readonly onProgress: (sentBytes: number, totalBytes: number) => void;
  readonly onDone: () => void;
  readonly onFault: (error: Error) => void;
}

export interface RunningUpload {
  readonly pause: () => Promise<void>;
  readonly resume: () => void;
}

/** Null if this browser does not have the sealed file. */
export async function startUpload(
  manifest: string,
  fileName: string,
  { onProgress, onDone, onFault }: UploadWatch,
): Promise<RunningUpload | null> {
  const file = await readSealedFile(fileName);
  if (file === null) return null;
  const known = await fetch(`${endpoint}/${manifest}`, {
    method: 'HEAD',
    headers: { 'tus-resumable': '1.0.0' },
  });
  const upload = new tus.Upload(file, {
    endpoint,
    metadata: { manifest },
    chunkSize: chunkBytes,
    retryDelays: [500, 2000, 5000, 15_000],
    storeFingerprintForResuming: false,
    ...(known.ok ? { uploadUrl: `${endpoint}/${manifest}` } : {}),
    onProgress,
    onError: onFault,
    onSuccess: () => {
      void removeSealedFile(fileName);
      onDone();
    },
  });
  upload.start();
  return { pause: () => upload.abort(), resume: () => upload.start() };
}
