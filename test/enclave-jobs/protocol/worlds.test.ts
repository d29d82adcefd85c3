// R45: evidence is of one world, by its format; a worker of another world never counts.

import { describe, expect, it } from 'vitest';
import {
  assurances,
  assuranceSchema,
  evidenceFormats,
  isOfWorld,
} from '#enclave/protocol/index.ts';

const worldsOf = (format: (typeof evidenceFormats)[number]) =>
  assurances.filter((world) => world !== 'simulated' && isOfWorld(format, world));

describe('the three worlds', () => {
  it('are exactly these words', () => {
    expect([...assurances]).toEqual(['hardware', 'named-root', 'simulated']);
    for (const word of ['', 'Hardware', 'named root', 'any', 'software']) {
      expect(assuranceSchema.safeParse(word).success).toBe(false);
    }
  });

  it.each(evidenceFormats.filter((format) => format !== 'simulated'))(
    'never mix: %s is of one of the two that protect',
    (format) => {
      expect(worldsOf(format)).toHaveLength(1);
    },
  );

  it('hold simulated evidence for nothing but simulated', () => {
    expect(worldsOf('simulated')).toEqual([]);
    expect(isOfWorld('simulated', 'simulated')).toBe(true);
  });

  it.each(['tpm2', 'psa', 'keystone', 'arm-cca', 'hyperenclave'] as const)(
    'call no %s hardware: no root of it is compiled in',
    (format) => {
      expect(worldsOf(format)).toEqual(['named-root']);
    },
  );
});
