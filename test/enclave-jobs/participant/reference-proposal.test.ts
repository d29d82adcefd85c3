// R17: nothing follows from a proposal until an owner adopts it; what it would change is told
// exactly, and what is not known to be narrower counts as wider.

import { describe, expect, it } from 'vitest';
import {
  codeOfFiles,
  differingValues,
  entriesEffect,
  entryEffect,
  isOfItsFiles,
  isAdopted,
  makeReferenceProposal,
  readReferenceProposal,
  simulatedWorker,
  adopt,
  type ReferenceProposal,
} from '#enclave/participant/index.ts';
import { measureFiles } from '#enclave/attestation/measure.ts';
import {
  checkShape,
  hashOf,
  inexpressible,
  utf8,
  workerRequirementsSchema,
  type WorkerRequirements,
} from '#enclave/protocol/index.ts';

const hash = (name: string) => hashOf(utf8(name));
const hex = (length: number, digit: string) => digit.repeat(2 * length);
const files = [{ file: 'worker.cjs', sha256: hash('worker') }];
const code = codeOfFiles(files);

type Tdx = Extract<WorkerRequirements, { format: 'tdx' }>;

const domain = {
  ...{ mrTd: hex(48, 'a'), rtmr0: hex(48, 'b'), rtmr1: hex(48, 'c'), rtmr2: hex(48, 'd') },
  ...{ rtmr3: hex(48, '0'), mrConfigId: hex(48, '0'), mrOwner: hex(48, '0') },
  mrOwnerConfig: hex(48, '0'),
  ...{ mrServiceTd: hex(48, '0'), xfam: 'e702060000000000' },
};
const entry: Tdx = {
  format: 'tdx',
  code,
  debug: false,
  referenceValues: { domains: [domain] },
  minTcb: {
    ...{ statuses: ['SWHardeningNeeded', 'UpToDate'], advisories: ['INTEL-SA-00615'] },
    ...{ tcbDateMin: 1000, evaluationDataNumberMin: 17, smt: true },
    ...{ migration: false, perfmon: false },
  },
  notApplicable: [...inexpressible.tdx],
  minCollateralIssued: 1000,
  chips: 'any',
  expires: 2000,
};
const tcb = (change: Partial<Tdx['minTcb']>): Tdx => ({
  ...entry,
  minTcb: { ...entry.minTcb, ...change },
});
const accept: ReferenceProposal = {
  title: 'TDX, autumn build',
  reason: 'new firmware',
  change: {
    kind: 'accept',
    entries: [entry],
    provenance: {
      ...{ source: 'https://code.example/parley', commit: 'a'.repeat(40) },
      ...{ recipe: 'npm ci && npm run measure', files },
    },
  },
};
const deny: ReferenceProposal = {
  title: 'No INTEL-SA-00615',
  reason: 'fixed in May',
  change: { kind: 'deny-advisories', advisories: ['INTEL-SA-00615'] },
};

describe('an entry against another one', () => {
  const narrower: readonly (readonly [string, Tdx])[] = [
    ['fewer statuses', tcb({ statuses: ['UpToDate'] })],
    ['no advisories', tcb({ advisories: [] })],
    ['younger patches', tcb({ tcbDateMin: 1001 })],
    ['a later evaluation', tcb({ evaluationDataNumberMin: 18 })],
    ['no hyper-threading', tcb({ smt: false })],
    ['an earlier end', { ...entry, expires: 1999 }],
    ['younger collateral', { ...entry, minCollateralIssued: 1001 }],
    ['two machines instead of any', { ...entry, chips: ['a', 'b'] }],
  ];
  it.each(narrower)('with %s is narrower, and wider the other way round', (_what, other) => {
    expect(entryEffect(entry, other)).toBe('narrower');
    expect(entryEffect(other, entry)).toBe('wider');
  });

  it.each<readonly [string, WorkerRequirements]>([
    ['other code', { ...entry, code: hash('other') }],
    [
      'another domain',
      { ...entry, referenceValues: { domains: [{ ...domain, rtmr2: hex(48, 'e') }] } },
    ],
    ['migration', tcb({ migration: true })],
    ['one bound up and one down', { ...tcb({ tcbDateMin: 1001 }), expires: 3000 }],
    ['another format', simulatedWorker(code)],
  ])('with %s is wider', (_what, other) => {
    expect(entryEffect(entry, other)).toBe('wider');
  });

  const { format: _format, referenceValues: _values, minTcb: _tcb, ...common } = entry;
  const read = (other: object) => checkShape(workerRequirementsSchema, { ...common, ...other });
  const milan = { product: 'Milan', fmc: 0, bootloader: 3, tee: 0, snp: 8, microcode: 115 };
  const snp = (...products: readonly object[]) =>
    read({
      format: 'sev-snp',
      notApplicable: inexpressible['sev-snp'],
      referenceValues: { measurements: [hex(48, 'a')], hostData: [hex(32, 'b')], guestSvnMin: 0 },
      minTcb: {
        products,
        ...{ keys: ['VCEK'], clouds: [], vmpls: [0], smt: true, migration: false },
      },
    });
  const tpm = (firmwareMin: string) =>
    read({
      format: 'tpm2',
      anchors: [hash('root')],
      notApplicable: inexpressible.tpm2,
      referenceValues: { states: [[{ index: 0, value: hex(32, 'a') }]] },
      minTcb: { firmwareMin },
    });
  const bits = { noKeySharing: true, encryptedState: true, domain: false };
  const hygon = (policyApiMin: object) =>
    read({
      format: 'hygon-csv',
      notApplicable: inexpressible['hygon-csv'],
      referenceValues: {
        guests: [
          { version: 1, measure: hex(32, 'a'), vmId: hex(16, 'b'), vmVersion: hex(16, 'c') },
        ],
      },
      minTcb: {
        ...{ pekFirmwareMin: { major: 1, minor: 0 }, policyApiMin, buildMin: 0, migration: false },
        policy: { ...bits, csv: true, csv3: false, asidReuse: false },
      },
    });

  it.each<readonly [string, WorkerRequirements, WorkerRequirements]>([
    ['a younger part of a product', snp(milan), snp({ ...milan, microcode: 116 })],
    ['one product less', snp({ ...milan, product: 'Genoa' }, milan), snp(milan)],
    ['younger firmware', tpm('00000009ffffffff'), tpm('0000000a00000000')],
    [
      'a later version with a smaller minor number',
      hygon({ major: 1, minor: 40 }),
      hygon({ major: 2, minor: 0 }),
    ],
  ])('with %s is narrower, and wider the other way round', (_what, before, after) => {
    expect(entryEffect(before, after)).toBe('narrower');
    expect(entryEffect(after, before)).toBe('wider');
  });

  it('with a younger and an older part of a product is wider, and each is named', () => {
    const [before, after] = [snp(milan), snp({ ...milan, microcode: 116, snp: 7 })];
    expect(entryEffect(before, after)).toBe('wider');
    expect(differingValues(before, after)).toEqual([
      { field: 'minTcb.products.Milan.snp', before: 8, after: 7, effect: 'wider' },
      { field: 'minTcb.products.Milan.microcode', before: 115, after: 116, effect: 'narrower' },
    ]);
  });

  it('is the same as itself, and a list of fewer or narrower ones is narrower', () => {
    expect(entryEffect(entry, { ...entry })).toBe('same');
    const both = [simulatedWorker(code), entry];
    expect(entriesEffect(both, both)).toBe('same');
    expect(entriesEffect(both, [entry])).toBe('narrower');
    expect(entriesEffect(both, [simulatedWorker(code), tcb({ smt: false })])).toBe('narrower');
    expect(entriesEffect([entry], both)).toBe('wider');
    expect(entriesEffect([], [entry])).toBe('wider');
  });
});

describe('a proposal', () => {
  it('is read back as it was made, by its hash', () => {
    for (const proposal of [accept, deny]) {
      const { bytes, name } = makeReferenceProposal(proposal);
      expect(readReferenceProposal(bytes)).toEqual({ proposal, name });
    }
  });

  it.each([
    ['without entries', { ...accept, change: { ...accept.change, entries: [] } }],
    ['without a reason', { ...accept, reason: '' }],
    [
      'of a short commit',
      {
        ...accept,
        change: {
          ...accept.change,
          provenance: {
            ...(accept.change.kind === 'accept' ? accept.change.provenance : {}),
            commit: 'abc',
          },
        },
      },
    ],
    ['of another kind', { ...deny, change: { kind: 'accept-all' } }],
    ['with a field more', { ...deny, force: true }],
  ])('%s is refused', (_what, proposal) => {
    expect(() => makeReferenceProposal(proposal as ReferenceProposal)).toThrow('MALFORMED');
  });

  it('tells code that its files do not make', () => {
    expect(isOfItsFiles(accept)).toBe(true);
    const foreign = { ...entry, code: hash('other code') };
    expect(
      isOfItsFiles({
        ...accept,
        change: { ...accept.change, entries: [foreign] },
      } as ReferenceProposal),
    ).toBe(false);
  });

  it('names code as the measurement of the same files does', async () => {
    const file = new URL('../../../package.json', import.meta.url).pathname;
    const measured = await measureFiles([{ file: 'worker.cjs', path: file }]);
    expect(codeOfFiles(measured.files.map((one) => ({ ...one })))).toBe(measured.code);
  });

  it('adds what it accepts once, and leaves the rest', () => {
    const before = [simulatedWorker(hash('worker'))];
    const after = adopt(before, accept);
    expect(after).toHaveLength(2);
    expect(isAdopted(before, accept)).toBe(false);
    expect(isAdopted(after, accept)).toBe(true);
    expect(adopt(after, accept)).toEqual(after);
  });

  it('that denies advisories only narrows, and makes of two entries one where they become the same', () => {
    const after = adopt([entry, tcb({ advisories: [] })], deny);
    expect(after).toEqual([tcb({ advisories: [] })]);
    expect(entriesEffect([entry, tcb({ advisories: [] })], after)).toBe('narrower');
    expect(isAdopted([simulatedWorker(code)], deny)).toBe(true);
  });
});
