import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { Secret } from '#enclave/sealing/index.ts';
import { utf8 } from '#enclave/protocol/index.ts';
import { refusal } from './sealed-files.ts';

const canary = 'CANARY-KEY-BYTES';
const aSecret = (): Secret => new Secret(utf8(canary));

/** Every spelling of the canary that a careless print could produce. */
const spellings = [
  canary,
  Buffer.from(canary).toString('hex'),
  Buffer.from(canary).toString('base64'),
  [...utf8(canary)].join(','),
  '67, 65, 78',
];

describe('Secret', () => {
  const prints: [string, (secret: Secret) => string][] = [
    ['String()', (secret) => String(secret)],
    // eslint-disable-next-line @typescript-eslint/restrict-template-expressions -- what is tested
    ['a template string', (secret) => `key=${secret}`],
    ['concatenation', (secret) => 'key=' + (secret as unknown as string)],
    ['JSON.stringify', (secret) => JSON.stringify({ secret })],
    ['util.inspect', (secret) => inspect(secret)],
    [
      'util.inspect of hidden fields',
      (secret) => inspect({ secret }, { showHidden: true, depth: 9 }),
    ],
    ['an error message', (secret) => new Error(String(secret), { cause: secret }).message],
  ];

  it.each(prints)('does not leak through %s', (_label, print) => {
    const text = print(aSecret());
    expect(text).toContain('[redacted]');
    for (const spelling of spellings) expect(text).not.toContain(spelling);
  });

  const copies: [string, (secret: Secret) => unknown][] = [
    ['Object.assign', (secret) => Object.assign({}, secret)],
    ['Object.entries', (secret) => Object.entries(secret)],
    ['structuredClone', (secret) => structuredClone(secret)],
    ['own keys', (secret) => Reflect.ownKeys(secret)],
  ];

  it.each(copies)('does not leak through %s', (_label, copy) => {
    const text = inspect(copy(aSecret()), { showHidden: true, depth: 9 });
    for (const spelling of spellings) expect(text).not.toContain(spelling);
  });

  it('lends its bytes and returns the answer', () => {
    expect(aSecret().use((bytes) => new TextDecoder().decode(bytes))).toBe(canary);
  });

  it('overwrites the very array it was given', () => {
    const bytes = utf8(canary);
    const secret = new Secret(bytes);
    secret.wipe();
    expect(bytes).toEqual(new Uint8Array(canary.length));
  });

  it('refuses use after wipe, and wipes twice', async () => {
    const secret = aSecret();
    secret.wipe();
    secret.wipe();
    expect(await refusal(() => secret.use((bytes) => bytes.length))).toBe(
      'FAILED: secret used after wipe',
    );
    expect(String(secret)).toBe('[redacted]');
  });
});
