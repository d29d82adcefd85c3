// The simulated platform's two secrets in a folder that its owner alone may read. On Node only.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { concatBytes } from '../../protocol/index.ts';
import { openSimulatedPlatform, type SimulatedPlatform } from './platform.ts';

function readOrMake(path: string): Uint8Array<ArrayBuffer> {
  const fresh = globalThis.crypto.getRandomValues(new Uint8Array(32));
  try {
    writeFileSync(path, fresh, { flag: 'wx', mode: 0o600 });
    return fresh;
  } catch {
    return concatBytes(readFileSync(path));
  }
}

/** Opens the platform of a folder, making it on first use. */
export function openSimulatedPlatformFolder(folder: string): Promise<SimulatedPlatform> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return openSimulatedPlatform(globalThis.crypto, {
    chipSeed: readOrMake(join(folder, 'chip.seed')),
    sealingKey: readOrMake(join(folder, 'sealing.key')),
  });
}
