// A genuine TPM 2.0 in software (swtpm) for tests, with an attestation key as an operator would
// enrol it. It protects nothing: whoever runs it reads its memory.

import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { attestationKeyHandle } from '#enclave/attestation/collect/tpm2.ts';
import { concatBytes, type Bytes } from '#enclave/protocol/index.ts';

const tools = ['swtpm', 'tpm2_createek', 'tpm2_quote'];
const folders = ['/usr/bin', '/usr/local/bin', '/bin'];

/** What is missing here to run one; empty if nothing is. */
export const missingTools: readonly string[] = tools.filter(
  (tool) => !folders.some((folder) => existsSync(join(folder, tool))),
);

export interface SoftwareTpm {
  readonly tcti: string;
  /** TPMT_PUBLIC of its attestation key. */
  readonly publicArea: Bytes;
  /** What measured boot does with the digest of what it starts. */
  extend(index: number, digest: string): void;
  close(): void;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

/** The tools expect the control channel one port above. */
async function freePair(): Promise<number> {
  for (;;) {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    if (port < 65_535 && (await isFree(port + 1))) return port;
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

export async function openSoftwareTpm(): Promise<SoftwareTpm> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-swtpm-'));
  const port = await freePair();
  const at = (text: string) => `${text},bindaddr=127.0.0.1`;
  const child = spawn('swtpm', [
    ...['socket', '--tpm2', '--tpmstate', `dir=${folder}`],
    ...['--server', at(`type=tcp,port=${port}`), '--ctrl', at(`type=tcp,port=${port + 1}`)],
    ...['--flags', 'not-need-init,startup-clear'],
  ]);
  for (let left = 100; left > 0 && !(await answers(port + 1)); left--) await sleep(50);
  const tcti = `swtpm:host=127.0.0.1,port=${port}`;
  const environment = { ...process.env, TPM2TOOLS_TCTI: tcti, TSS2_LOG: 'all+NONE' };
  const tool = (name: string, ...args: readonly string[]) => {
    execFileSync(name, [...args], { env: environment, cwd: folder, stdio: 'pipe' });
    // Without a resource manager the next call finds no place for its objects.
    execFileSync('tpm2_flushcontext', ['-t'], { env: environment, stdio: 'pipe' });
  };
  tool('tpm2_createek', '-c', '0x81010016', '-G', 'ecc', '-u', 'ek.pub');
  const scheme = ['-G', 'ecc', '-g', 'sha256', '-s', 'ecdsa'];
  tool('tpm2_createak', '-C', '0x81010016', '-c', 'ak.ctx', ...scheme, '-u', 'ak.pub');
  tool('tpm2_evictcontrol', '-C', 'o', '-c', 'ak.ctx', attestationKeyHandle);
  tool('tpm2_readpublic', '-c', attestationKeyHandle, '-f', 'tpmt', '-o', 'ak.tpmt');
  return {
    tcti,
    publicArea: concatBytes(readFileSync(join(folder, 'ak.tpmt'))),
    extend: (index, digest) => tool('tpm2_pcrextend', `${index}:sha256=${digest}`),
    close: () => {
      child.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
