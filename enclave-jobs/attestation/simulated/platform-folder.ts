// The simulated platform's two secrets in a folder that its owner alone may read. On Node only.

import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { concatBytes } from '../../protocol/index.ts';
import { openSimulatedPlatform, type SimulatedPlatform } from './platform.ts';

/**
 * Written whole before it has its name: a broker and workers that start together all read one
 * secret.
 */
function readOrMake(path: string): Uint8Array<ArrayBuffer> {
  const fresh = globalThis.crypto.getRandomValues(new Uint8Array(32));
  const unnamed = `${path}.${process.pid}`;
  writeFileSync(unnamed, fresh, { mode: 0o600 });
  try {
    linkSync(unnamed, path);
    return fresh;
  } catch {
    // Somebody else was first, or it is an old one.
    return concatBytes(readFileSync(path));
  } finally {
    rmSync(unnamed);
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
