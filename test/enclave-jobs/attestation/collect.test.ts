// Collectors against stand-ins of the interfaces that TEEs show: folders with pipes that a process
// serves, programs, and a genuine software TPM where there is one.

import { spawn, type ChildProcess } from 'node:child_process';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { webcrypto } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { collectEvidence, openCollector } from '#enclave/attestation/collect/index.ts';
import { certificatesOf, tsmCollector } from '#enclave/attestation/collect/configfs-tsm.ts';
import { devAttestationCollector } from '#enclave/attestation/collect/dev-attestation.ts';
import { examineEvidence } from '#enclave/attestation/index.ts';
import {
  bytesOf,
  concatBytes,
  hashOf,
  reportData,
  toHex,
  utf8,
  type Bytes,
  type Runtime,
} from '#enclave/protocol/index.ts';
import { bytes32, hash } from '../../vectors/accepted-documents.ts';
import { missingTools, openSoftwareTpm, type SoftwareTpm } from '../../support/software-tpm.ts';

const folder = mkdtempSync(join(tmpdir(), 'parley-collect-'));
const data: Bytes = Uint8Array.from({ length: 64 }, (_, index) => index);
const path = process.env['PATH'] ?? '';
const children: ChildProcess[] = [];
afterEach(() => children.splice(0).forEach((child) => child.kill('SIGKILL')));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A process that answers every opening of a pipe with `answer` of what stands in `input`. */
async function serve(entry: string, input: string, output: string, answer: string) {
  execFileSync('mkfifo', [join(entry, output)]);
  const source = `
    const fs = require('node:fs');
    const at = (name) => require('node:path').join(${JSON.stringify(entry)}, name);
    process.stdout.write('ready');
    for (;;) {
      const pipe = fs.openSync(at(${JSON.stringify(output)}), 'w');
      const given = fs.readFileSync(at(${JSON.stringify(input)}));
      ${answer}
      fs.closeSync(pipe);
      // The reader must have seen the end before the pipe is opened for the next one.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
    }`;
  const child = spawn(process.execPath, ['-e', source], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  await new Promise((resolve) => child.stdout.once('data', resolve));
}

let entries = 0;
async function tsmEntry(provider: string, answer: string) {
  const name = `entry-${entries++}`;
  const entry = join(folder, name);
  mkdirSync(entry);
  writeFileSync(join(entry, 'provider'), `${provider}\n`);
  writeFileSync(join(entry, 'generation'), '7\n');
  writeFileSync(join(entry, 'inblob'), '');
  writeFileSync(join(entry, 'auxblob'), '');
  await serve(entry, 'inblob', 'outblob', answer);
  return tsmCollector(folder, () => name);
}

/** The kernel counts writes; a stand-in does when it is read. */
const counting = (steps: number) =>
  `fs.writeFileSync(at('generation'), String(Number(fs.readFileSync(at('generation'), 'utf8')) + ${steps}));`;
const echo = "fs.writeSync(pipe, Buffer.concat([Buffer.from('report of '), given]));";

describe('configfs-tsm', () => {
  it.each([
    ['sev_guest', 'sev-snp'],
    ['tdx_guest', 'tdx'],
    ['arm_cca_guest', 'arm-cca'],
  ])(
    'of the provider %s gives %s evidence over the data that were asked for',
    async (provider, format) => {
      const collector = await tsmEntry(provider, counting(1) + echo);
      for (const asked of [data, data.slice().reverse()]) {
        const collected = await collector.collect(asked);
        expect(collected).toEqual({
          format,
          raw: concatBytes(utf8('report of '), asked),
          endorsements: [],
        });
      }
    },
  );

  it('is asked again if another program wrote in between, and given up in the end', async () => {
    const once = `globalThis.n = (globalThis.n ?? 0) + 1; if (globalThis.n === 1) { ${counting(2)} } else { ${counting(1)} }`;
    const collected = await (await tsmEntry('tdx_guest', once + echo)).collect(data);
    expect(collected.raw).toEqual(concatBytes(utf8('report of '), data));
    const always = await tsmEntry('tdx_guest', counting(2) + echo);
    expect(() => always.collect(data)).toThrow('another program keeps writing');
  });

  it('of an unknown provider, or not there, is refused', async () => {
    const unknown = await tsmEntry('someone_else', counting(1) + echo);
    expect(() => unknown.collect(data)).toThrow('provider someone_else: not known');
    expect(() => tsmCollector('/dev/null').collect(data)).toThrow('configfs-tsm: ENOTDIR');
  });

  it('hands the certificates of the host’s table on, and refuses a table beyond its end', () => {
    const guid = (n: number) => new Uint8Array(16).fill(n);
    const u32 = (n: number) => Uint8Array.of(n & 255, n >> 8, 0, 0);
    const row = (n: number, offset: number, length: number) =>
      concatBytes(guid(n), u32(offset), u32(length));
    const table = concatBytes(row(1, 72, 3), row(2, 75, 2), row(0, 0, 0), utf8('abcde'));
    expect(certificatesOf(table).map((one) => Buffer.from(one).toString())).toEqual(['abc', 'de']);
    expect(() => certificatesOf(concatBytes(row(1, 72, 300), row(0, 0, 0)))).toThrow(
      'beyond its end',
    );
    expect(certificatesOf(new Uint8Array())).toEqual([]);
  });
});

describe('/dev/attestation', () => {
  const device = async (type: string) => {
    const entry = join(folder, `device-${entries++}`);
    mkdirSync(entry);
    writeFileSync(join(entry, 'attestation_type'), type);
    writeFileSync(join(entry, 'user_report_data'), '');
    await serve(entry, 'user_report_data', 'quote', echo);
    return devAttestationCollector(entry);
  };

  it('gives a quote over the data that were asked for', async () => {
    const { format, raw } = await (await device('dcap\n')).collect(data);
    expect(format).toBe('sgx-dcap');
    expect(raw).toEqual(concatBytes(utf8('report of '), data));
  });

  it('of the retired kind, or not there, is refused', async () => {
    const epid = await device('epid');
    expect(() => epid.collect(data)).toThrow('attestation type epid: not known');
    expect(() => devAttestationCollector(join(folder, 'no')).collect(data)).toThrow('ENOENT');
  });
});

describe('a program that asks Nitro’s security module', () => {
  const program = (name: string, body: string) => {
    const file = join(folder, name);
    writeFileSync(file, `#!/bin/sh\n${body}\n`);
    chmodSync(file, 0o755);
    return file;
  };

  it.each([
    ['nsm', 'nitro-enclave'],
    ['nitro-tpm', 'nitro-tpm'],
  ])(
    'is given the data as a file by %s, and its output is the %s document',
    async (kind, format) => {
      const file = program(`attest-${kind}`, '[ "$1" = --user-data ] && cat "$2"');
      const collected = await openCollector(`${kind}:${file}`, path).collect(data);
      expect(collected).toEqual({ format, raw: data, endorsements: [] });
    },
  );

  it('that fails, says nothing or is not there is refused, by its name alone', async () => {
    const fails = program('fails', 'echo secret >&2; exit 3');
    const collect = (file: string) => openCollector(`nsm:${file}`, path).collect(data);
    await expect(collect(fails)).rejects.toThrow(`${fails}: ended with 3`);
    await expect(collect(program('silent', 'true'))).rejects.toThrow('no document');
    await expect(collect(join(folder, 'nowhere'))).rejects.toThrow('ENOENT');
  });
});

describe('a software TPM', () => {
  const here = missingTools.length === 0 ? it : it.skip;
  const why = missingTools.length === 0 ? '' : ` [not installed: ${missingTools.join(', ')}]`;
  let tpm: SoftwareTpm | undefined;
  beforeAll(async () => {
    if (missingTools.length === 0) tpm = await openSoftwareTpm();
  });
  afterAll(() => tpm?.close());

  const runtime: Runtime = {
    ...{ v: 1, role: 'worker', code: hash('code'), broker: hash('broker') },
    ...{
      nonce: Buffer.from(bytes32('nonce')).toString('base64url'),
      recipient: `age1pq1${'q'.repeat(60)}`,
    },
    signingKey: Buffer.from(bytes32('key')).toString('base64url'),
    ...{ instance: hash('instance'), jobHash: hash('job') },
  };

  here(`quotes over the runtime, and the host’s files travel with it${why}`, async () => {
    if (tpm === undefined) throw new Error('no TPM');
    const host = join(folder, 'host');
    mkdirSync(host);
    writeFileSync(join(host, 'extra.der'), Uint8Array.of(0x30, 0));
    const collector = openCollector(`tpm:${tpm.tcti}`, path);
    const { value } = await collectEvidence(collector, runtime, host);
    expect(value.endorsements.map((one) => toHex(bytesOf(one)))).toContain('3000');
    const bare = await collectEvidence(collector, runtime, join(folder, 'none'));
    const { raw, endorsements } = bare.value;
    const context = { crypto: webcrypto as Crypto, at: 0 };
    const { claims } = await examineEvidence(
      'tpm2',
      bytesOf(raw),
      endorsements.map(bytesOf),
      context,
    );
    expect(claims?.reportData).toEqual(reportData(runtime).subarray(0, 32));
    expect(claims?.namedAnchor).toBe(hashOf(tpm.publicArea));
  });

  here(`answers several at a time${why}`, async () => {
    if (tpm === undefined) throw new Error('no TPM');
    const collector = openCollector(`tpm:${tpm.tcti}`, path);
    const both = await Promise.all([collector.collect(data), collector.collect(data)]);
    expect(both.map(({ format }) => format)).toEqual(['tpm2', 'tpm2']);
  });

  here(`that is not there is refused by the tool’s name${why}`, async () => {
    const collector = openCollector('tpm:swtpm:host=127.0.0.1,port=1', path);
    await expect(collector.collect(data)).rejects.toThrow(/^tpm2_readpublic: ended with \d+$/);
  });
});
