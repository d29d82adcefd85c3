// The simulated platform's secrets on disk, and the measurement of files.

import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { measureFiles } from '#enclave/attestation/measure.ts';
import { openSimulatedPlatformFolder } from '#enclave/attestation/simulated/platform-folder.ts';
import { canonicalBytes, hashOf, utf8 } from '#enclave/protocol/index.ts';
import { hash } from '../../vectors/accepted-documents.ts';

const folder = mkdtempSync(join(tmpdir(), 'parley-attestation-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('the folder of a simulated platform', () => {
  it('is the same platform when opened again, and another folder is another platform', async () => {
    const first = await openSimulatedPlatformFolder(join(folder, 'a'));
    const sealed = await first.seal(hash('code'), utf8('secret'));
    const again = await openSimulatedPlatformFolder(join(folder, 'a'));
    expect(await again.unseal(hash('code'), sealed)).toEqual(utf8('secret'));
    const other = await openSimulatedPlatformFolder(join(folder, 'b'));
    await expect(other.unseal(hash('code'), sealed)).rejects.toThrow('BROKER_NOT_READY');
  });

  it('is closed to everybody but its owner', async () => {
    await openSimulatedPlatformFolder(join(folder, 'c'));
    expect(statSync(join(folder, 'c')).mode & 0o777).toBe(0o700);
    for (const name of ['chip.seed', 'sealing.key']) {
      expect(statSync(join(folder, 'c', name)).mode & 0o777).toBe(0o600);
      expect(readFileSync(join(folder, 'c', name))).toHaveLength(32);
    }
  });
});

describe('a measurement', () => {
  const file = (name: string, text: string) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return { file: name, path };
  };

  it('is the hash of the sorted list of names and hashes, in whatever order the files are given', async () => {
    const [a, b] = [file('a.mjs', 'a'), file('b.mjs', 'b')];
    const list = [
      { file: 'a.mjs', sha256: hash('a') },
      { file: 'b.mjs', sha256: hash('b') },
    ];
    const measured = await measureFiles([b, a]);
    expect(measured).toEqual({ code: hashOf(canonicalBytes(list)), files: list });
    expect(await measureFiles([a, b])).toEqual(measured);
  });

  it('is another one for another byte, another name, one file more or one less', async () => {
    const [a, b] = [file('a.mjs', 'a'), file('b.mjs', 'b')];
    const others = [
      [a, file('b2.mjs', 'b')],
      [a, { ...file('other', 'c'), file: 'b.mjs' }],
      [a],
      [a, b, file('c.mjs', '')],
      [
        { ...a, file: 'b.mjs' },
        { ...b, file: 'a.mjs' },
      ],
    ];
    const codes = await Promise.all([[a, b], ...others].map((files) => measureFiles(files)));
    expect(new Set(codes.map(({ code }) => code)).size).toBe(others.length + 1);
  });

  it('is refused for a file that is not there', async () => {
    await expect(measureFiles([{ file: 'x', path: join(folder, 'missing') }])).rejects.toThrow(
      'ENOENT',
    );
  });
});
