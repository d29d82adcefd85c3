// The engine's shell: everything impure that runJob needs, made once per process.

import { createHash } from 'node:crypto';
import { closeSync, ftruncateSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { FrameReader } from '../channel/index.ts';
import { openDuckDb } from '../engine/index.ts';
import { concatBytes, type Bytes } from '../protocol/index.ts';
import { nativeChunkCipher } from '../sealing/node.ts';
import type { TemplateRegistry } from '../templates/index.ts';
import type { PlaintextFiles } from './load-inputs.ts';
import { runJob, type EngineEnvironment } from './run-job.ts';
import { inspectSandbox, requireSandbox, type SandboxFinding } from './sandbox-proof.ts';

/** Files in the folder over which the sandbox mounted memory. */
function memoryFiles(folder: string): PlaintextFiles {
  const pathOf = (alias: string) => join(folder, `${alias}.parquet`);
  const withFile = (alias: string, flags: string, work: (fd: number) => void) => {
    const fd = openSync(pathOf(alias), flags, 0o600);
    try {
      work(fd);
    } finally {
      closeSync(fd);
    }
  };
  return {
    pathOf,
    create: (alias, bytes) => withFile(alias, 'wx', (fd) => ftruncateSync(fd, bytes)),
    write: (alias, offset, bytes) =>
      withFile(alias, 'r+', (fd) => {
        writeSync(fd, bytes, 0, bytes.length, offset);
      }),
    remove: (alias) => rmSync(pathOf(alias), { force: true }),
  };
}

/** Until the next whole multiple of `seconds` on the host's clock; the clock is a claim (R31). */
async function waitForTick(seconds: number): Promise<void> {
  const tickMs = seconds * 1000;
  await sleep(tickMs - (Date.now() % tickMs));
}

async function proveStrictly(): Promise<readonly SandboxFinding[]> {
  const findings = await inspectSandbox();
  requireSandbox(findings);
  return findings;
}

export interface EngineProcessOptions {
  readonly registry: TemplateRegistry;
  readonly plaintextFolder: string;
  readonly proveSandbox?: EngineEnvironment['proveSandbox'];
}

const memoryMiB = 4096;

/** Runs the one job of this process over stdin and stdout. */
export async function runEngineProcess(options: EngineProcessOptions): Promise<void> {
  const { registry, plaintextFolder, proveSandbox = proveStrictly } = options;
  await runJob({
    crypto: globalThis.crypto,
    sha256: (bytes): Bytes => concatBytes(createHash('sha256').update(bytes).digest()),
    cipher: nativeChunkCipher,
    registry,
    files: memoryFiles(plaintextFolder),
    openEngine: (paths) => openDuckDb({ paths, threads: 2, memoryMiB }),
    proveSandbox,
    waitForTick,
    frames: new FrameReader(process.stdin),
    write: (frame) => {
      process.stdout.write(frame);
    },
  });
}
