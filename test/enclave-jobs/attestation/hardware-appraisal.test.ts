// Hardware under an entry of a policy: the narrowest entry takes the very evidence that it was made
// from, and for each line there is an entry, or a claim, that fails because of it alone.

import { webcrypto } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  inexpressible,
  workerRequirementsSchema,
  type WorkerRequirements,
} from '#enclave/protocol/index.ts';
import {
  appraiseClaims,
  earClaims,
  type AuthenticClaims,
  type PlatformClaims,
} from '#enclave/attestation/index.ts';
import { openExamination } from '#enclave/attestation/examination.ts';
import { trustVector } from '#enclave/attestation/appraise/trust-vector.ts';
import { examineCca } from '#enclave/attestation/verify/arm-cca.ts';
import { examineAzureSnp, examineAzureTdx } from '#enclave/attestation/verify/azure-vtpm.ts';
import { examineCsv } from '#enclave/attestation/verify/hygon-csv.ts';
import { examineHyperEnclave } from '#enclave/attestation/verify/hyperenclave.ts';
import { examineKeystone } from '#enclave/attestation/verify/keystone.ts';
import { examineNitro } from '#enclave/attestation/verify/nitro.ts';
import { examinePsa } from '#enclave/attestation/verify/psa.ts';
import { examineSgx } from '#enclave/attestation/verify/sgx-dcap.ts';
import { examineSnp } from '#enclave/attestation/verify/sev-snp.ts';
import { examineTdx } from '#enclave/attestation/verify/tdx.ts';
import { examineTpm } from '#enclave/attestation/verify/tpm2.ts';
import { entryFromEvidence } from '#enclave/participant/index.ts';
import { hash } from '../../vectors/accepted-documents.ts';
import { makeAzureSnpWorld, makeAzureTdxWorld } from '../../support/azure-world.ts';
import { makeCcaWorld } from '../../support/cca-world.ts';
import { makeCsvWorld } from '../../support/csv-world.ts';
import { makeHyperEnclaveWorld } from '../../support/hyperenclave-world.ts';
import { makeIntelWorld } from '../../support/intel-world.ts';
import { makeKeystoneWorld } from '../../support/keystone-world.ts';
import { makeNitroWorld } from '../../support/nitro-world.ts';
import { makePsaWorld, published } from '../../support/psa-world.ts';
import { makeSnpWorld } from '../../support/snp-world.ts';
import { now } from '../../support/test-pki.ts';
import { makeTpmWorld } from '../../support/tpm-world.ts';

const code = hash('worker code');
const context = { crypto: webcrypto as Crypto, at: now };
const zeros = (length: number) => '0'.repeat(2 * length);

type Claims<F> = AuthenticClaims<Extract<PlatformClaims, { format: F }>>;
type Entry<F> = Extract<WorkerRequirements, { format: F }>;

const snp = async (kind: 'VCEK' | 'VLEK', product: 'Milan' | 'Turin' = 'Milan') => {
  const { raw, endorsements, anchors } = await makeSnpWorld({ version: 5, product, kind });
  return examineSnp(raw, endorsements, { ...context, anchors }, openExamination());
};
const nitro = async (kind: 'nitro-enclave' | 'nitro-tpm') => {
  const { raw, anchors } = await makeNitroWorld(kind);
  return examineNitro(kind, raw, [], { ...context, anchors }, openExamination());
};

function entryOf<C extends AuthenticClaims<PlatformClaims>>(
  claims: C,
): Entry<C['platform']['format']> {
  const entry = entryFromEvidence(claims, code, now + 86_400);
  if (entry === undefined) throw new Error('no entry');
  return entry as Entry<C['platform']['format']>;
}

const judge = (claims: AuthenticClaims<PlatformClaims>, entry: WorkerRequirements, at = now) =>
  appraiseClaims({ claims, code, at }, entry);

const failedIn = (...args: Parameters<typeof judge>) => [
  ...new Set(
    judge(...args)
      .lines.filter(({ answer }) => answer === 'fail')
      .map(({ id }) => id),
  ),
];

/** One line, what makes it fail alone: an entry that asks for more, or a claim that shows less. */
type Case<F> = readonly [
  line: string,
  what: string,
  change: (entry: Entry<F>, claims: Claims<F>) => readonly [Entry<F>, Claims<F>, at?: number],
];

const withEntry =
  <F>(change: (entry: Entry<F>) => Partial<Entry<F>>) =>
  (entry: Entry<F>, claims: Claims<F>) =>
    [{ ...(entry as object), ...change(entry) } as Entry<F>, claims] as const;

const withTcb = <F>(change: object) =>
  withEntry<F>(
    (entry) =>
      ({ minTcb: { ...(entry as { minTcb: object }).minTcb, ...change } }) as Partial<Entry<F>>,
  );

const withValues = <F>(change: object) =>
  withEntry<F>(
    (entry) =>
      ({
        referenceValues: { ...(entry as { referenceValues: object }).referenceValues, ...change },
      }) as Partial<Entry<F>>,
  );

const withReport =
  <F>(change: object) =>
  (entry: Entry<F>, claims: Claims<F>) => {
    const { report } = claims.platform as unknown as { report: object };
    const platform = { ...claims.platform, report: { ...report, ...change } };
    return [entry, { ...claims, platform }] as const;
  };

function common<F>(): readonly Case<F>[] {
  return [
    ['code', 'other code', withEntry(() => ({ code: hash('other') }) as Partial<Entry<F>>)],
    ['chip', 'other machines', withEntry(() => ({ chips: ['another'] }) as Partial<Entry<F>>)],
    [
      'collateral',
      'younger collateral',
      withEntry(
        (entry) =>
          ({
            minCollateralIssued: (entry as WorkerRequirements).minCollateralIssued + 1,
          }) as Partial<Entry<F>>,
      ),
    ],
    ['expires', 'an entry that is over', withEntry(() => ({ expires: now }) as Partial<Entry<F>>)],
    ['debug', 'no debug', (entry, claims) => [entry, { ...claims, debug: true }]],
    [
      'anchor',
      'a vendor’s root',
      (entry, claims) => [entry, { ...claims, namedAnchor: hash('root') }],
    ],
  ];
}

const intelTcb = <F extends 'sgx-dcap' | 'tdx'>(): readonly Case<F>[] => [
  ['tcb', 'another status', withTcb({ statuses: ['OutOfDate'] })],
  ['tcb', 'younger patches', withTcb({ tcbDateMin: now })],
  ['tcb', 'a younger evaluation', withTcb({ evaluationDataNumberMin: 18 })],
  [
    'advisories',
    'no advisory',
    (entry, claims) => {
      const { tcb } = claims.platform as { tcb: object };
      const platform = { ...claims.platform, tcb: { ...tcb, advisories: ['INTEL-SA-00001'] } };
      return [entry, { ...claims, platform }];
    },
  ],
  ['smt', 'hyper-threading off, and stated', withTcb({ smt: false })],
];

function cover<F extends PlatformClaims['format']>(
  name: string,
  make: () => Promise<AuthenticClaims<PlatformClaims>>,
  cases: readonly Case<F>[],
) {
  describe(`${name} under an entry`, async () => {
    const claims = (await make()) as Claims<F>;
    const entry = entryOf(claims as AuthenticClaims<PlatformClaims>) as Entry<F>;
    const requirements = entry as WorkerRequirements;

    it('made from it is accepted, and the entry is one that can be signed', () => {
      expect(workerRequirementsSchema.safeParse(entry).error).toBeUndefined();
      const appraisal = judge(claims, requirements);
      expect(appraisal.lines.filter(({ answer }) => answer === 'fail')).toEqual([]);
      expect(appraisal.accepted).toBe(true);
    });

    it.each(cases)('fails %s alone where it asks for %s', (line, _, change) => {
      const [asked, shown, at] = change(entry, claims);
      const found = [
        shown as AuthenticClaims<PlatformClaims>,
        asked as WorkerRequirements,
        at,
      ] as const;
      expect(failedIn(...found)).toEqual([line]);
      const { accepted, lines } = judge(...found);
      expect(accepted).toBe(false);
      const tiers = Object.values(trustVector(lines));
      expect(tiers.filter((tier) => tier === 'contraindicated')).toHaveLength(1);
    });

    it('has a case for every line that it checks', () => {
      const { lines } = judge(claims, requirements);
      const checked = lines.filter(({ answer }) => answer === 'pass').map(({ id }) => id);
      const covered = [...cases.map(([line]) => line), 'format'];
      expect(checked.filter((id) => !covered.includes(id))).toEqual([]);
    });

    it('leaves nothing open: each line that cannot be expressed must be named', () => {
      if (requirements.format === 'simulated') throw new Error('hardware only');
      for (const id of inexpressible[requirements.format]) {
        const named: readonly string[] = requirements.notApplicable;
        const without = { ...requirements, notApplicable: named.filter((one) => one !== id) };
        const found = failedIn(claims, without as WorkerRequirements);
        expect(found).toEqual([id]);
      }
    });

    it('without its runtime is not accepted, and says that the code was not compared', () => {
      const raw = { claims: claims as AuthenticClaims<PlatformClaims>, code: undefined, at: now };
      const appraisal = appraiseClaims(raw, requirements);
      expect(appraisal.accepted).toBe(false);
      const open = appraisal.lines.filter(
        ({ answer }) => answer !== 'pass' && answer !== 'not-applicable',
      );
      expect(open.map(({ id, answer }) => `${id} ${answer}`)).toEqual(['code not-checked']);
    });

    it('cannot be signed with a field less, or one more', () => {
      const parses = (value: unknown) => workerRequirementsSchema.safeParse(value).success;
      const fields = entry as Record<string, unknown>;
      expect(parses({ ...fields, other: 1 })).toBe(false);
      for (const field of Object.keys(fields)) {
        const { [field]: _, ...rest } = fields;
        expect(parses(rest), field).toBe(false);
      }
      for (const part of ['referenceValues', 'minTcb'] as const) {
        const values = fields[part] as Record<string, unknown>;
        for (const field of Object.keys(values)) {
          const { [field]: _, ...rest } = values;
          expect(parses({ ...fields, [part]: rest }), field).toBe(false);
          // R16: an empty list of what is accepted is no entry; lists of exceptions may be empty.
          const isException = ['advisories', 'clouds'].includes(field);
          if (!Array.isArray(values[field]) || isException) continue;
          expect(parses({ ...fields, [part]: { ...values, [field]: [] } }), field).toBe(false);
        }
      }
      expect(parses({ ...fields, debug: true })).toBe(false);
      expect(parses({ ...fields, chips: [] })).toBe(false);
    });
  });
}

const products = { fmc: 0, bootloader: 0, tee: 0, snp: 0, microcode: 0 };

cover<'sev-snp'>('SEV-SNP', () => snp('VCEK'), [
  ...common<'sev-snp'>(),
  ['reference-values', 'another measurement', withValues({ measurements: [zeros(48)] })],
  ['reference-values', 'other host data', withValues({ hostData: ['f'.repeat(64)] })],
  ['reference-values', 'a later guest', withValues({ guestSvnMin: 1_000_000 })],
  ['tcb', 'another product', withTcb({ products: [{ product: 'Turin', ...products }] })],
  [
    'tcb',
    'a later microcode',
    withTcb({ products: [{ product: 'Milan', ...products, microcode: 255 }] }),
  ],
  [
    'tcb',
    'a launch on the same firmware',
    (entry, claims) => {
      const { platform } = claims;
      const launchTcb = { ...platform.launchTcb, snp: platform.launchTcb.snp - 1 };
      return [entry, { ...claims, platform: { ...platform, launchTcb } }];
    },
  ],
  ['key', 'keys lent to clouds only', withTcb({ keys: ['VLEK'] })],
  ['privilege-level', 'another level', withTcb({ vmpls: [3] })],
  [
    'smt',
    'hyper-threading off on the platform',
    (entry, claims) => {
      const { platform } = claims;
      const { report } = platform;
      const on = { ...report, platformInfo: { ...report.platformInfo, smt: true } };
      const off = { ...entry, minTcb: { ...entry.minTcb, smt: false } };
      const policy = { ...on.policy, smt: false };
      return [off, { ...claims, platform: { ...platform, report: { ...on, policy } } }];
    },
  ],
  [
    'migration',
    'no migration agent',
    (entry, claims) => {
      const { policy } = claims.platform.report;
      return withReport<'sev-snp'>({ policy: { ...policy, migrationAgent: true } })(entry, claims);
    },
  ],
]);

cover<'sev-snp'>('SEV-SNP with a lent key', () => snp('VLEK', 'Turin'), [
  ...common<'sev-snp'>(),
  ['reference-values', 'another measurement', withValues({ measurements: [zeros(48)] })],
  [
    'tcb',
    'a later first loader',
    withTcb({ products: [{ product: 'Turin', ...products, fmc: 255 }] }),
  ],
  ['key', 'another cloud', withTcb({ clouds: ['another'] })],
  ['key', 'keys of chips only', withTcb({ keys: ['VCEK'] })],
  ['privilege-level', 'another level', withTcb({ vmpls: [3] })],
  [
    'smt',
    'hyper-threading off',
    (entry, claims) => {
      const { policy } = claims.platform.report;
      const off = { ...entry, minTcb: { ...entry.minTcb, smt: false } };
      return withReport<'sev-snp'>({ policy: { ...policy, smt: true } })(off, claims);
    },
  ],
  [
    'migration',
    'no migration agent',
    (entry, claims) => {
      const { policy } = claims.platform.report;
      return withReport<'sev-snp'>({ policy: { ...policy, migrationAgent: true } })(entry, claims);
    },
  ],
]);

/** Of an enclave's report. */
const enclave = <F extends 'sgx-dcap' | 'hyperenclave'>(): readonly Case<F>[] => [
  ['reference-values', 'another enclave', withValues({ mrEnclaves: ['f'.repeat(64)] })],
  ['reference-values', 'another signer', withValues({ mrSigners: ['f'.repeat(64)] })],
  ['reference-values', 'another configuration', withValues({ configIds: ['f'.repeat(128)] })],
  ['reference-values', 'another product', withValues({ isvProdId: 999 })],
  ['reference-values', 'a later version', withValues({ isvSvnMin: 999 })],
  [
    'attributes',
    'no keys that name the machine',
    withReport({ attributes: Uint8Array.from({ length: 16 }, (_, i) => (i === 0 ? 0x15 : 0)) }),
  ],
];

cover<'sgx-dcap'>(
  'SGX',
  async () => {
    const { raw, endorsements, anchors } = await makeIntelWorld('sgx3');
    const claims = await examineSgx(raw, endorsements, { ...context, anchors }, openExamination());
    const report = {
      ...claims.platform.report,
      attributes: Uint8Array.from({ length: 16 }, (_, i) => (i === 0 ? 5 : 0)),
    };
    return { ...claims, platform: { ...claims.platform, report } };
  },
  [...common<'sgx-dcap'>(), ...intelTcb<'sgx-dcap'>(), ...enclave<'sgx-dcap'>()],
);

const attributesWith = (...bits: readonly number[]) => {
  const out = new Uint8Array(8);
  for (const bit of bits) out[bit >> 3] = (out[bit >> 3] ?? 0) | (1 << (bit & 7));
  return out;
};

cover<'tdx'>(
  'TDX',
  async () => {
    const { raw, endorsements, anchors } = await makeIntelWorld('tdx5-15');
    const claims = await examineTdx(raw, endorsements, { ...context, anchors }, openExamination());
    const report = { ...claims.platform.report, tdAttributes: attributesWith(28) };
    return { ...claims, platform: { ...claims.platform, report } };
  },
  [
    ...common<'tdx'>(),
    ...intelTcb<'tdx'>(),
    ...(['mrTd', 'mrConfigId', 'mrOwner', 'mrOwnerConfig', 'mrServiceTd'] as const).map(
      (field): Case<'tdx'> => [
        'reference-values',
        `another ${field}`,
        withReport({ [field]: new Uint8Array(48).fill(0xee) }),
      ],
    ),
    ['reference-values', 'other XFAM', withReport({ xfam: new Uint8Array(8).fill(0xee) })],
    ...[0, 1, 2, 3].map((index): Case<'tdx'> => [
      'reference-values',
      `another RTMR${index}`,
      (entry, claims) => {
        const { rtmr } = claims.platform.report;
        const other = rtmr.map((one, at) => (at === index ? new Uint8Array(48).fill(0xee) : one));
        return withReport<'tdx'>({ rtmr: other })(entry, claims);
      },
    ]),
    [
      'attributes',
      'no virtualisation exceptions from outside',
      withReport({ tdAttributes: attributesWith() }),
    ],
    ['attributes', 'no performance counters', withReport({ tdAttributes: attributesWith(28, 63) })],
    ['migration', 'no migration', withReport({ tdAttributes: attributesWith(28, 29) })],
  ],
);

cover<'nitro-enclave'>('a Nitro enclave', () => nitro('nitro-enclave'), [
  ...common<'nitro-enclave'>(),
  [
    'reference-values',
    'another image',
    withValues({ images: [{ pcr0: zeros(48), pcr1: zeros(48), pcr2: zeros(48) }] }),
  ],
  ['evidence-age', 'a younger document', withTcb({ evidenceAgeMax: 59 })],
  ['evidence-age', 'a document of now', (entry, claims) => [entry, claims, now + 241]],
]);

cover<'nitro-tpm'>('NitroTPM', () => nitro('nitro-tpm'), [
  ...common<'nitro-tpm'>(),
  ['reference-values', 'another state', withValues({ states: [[{ index: 4, value: zeros(48) }]] })],
  [
    'reference-values',
    'a register that is not shown',
    withValues({ states: [[{ index: 31, value: zeros(48) }]] }),
  ],
  ['evidence-age', 'a younger document', withTcb({ evidenceAgeMax: 59 })],
]);

cover<'tpm2'>(
  'a TPM',
  async () => {
    const { raw, leaf, issuer, root } = await makeTpmWorld();
    const endorsements = [leaf.der, issuer.der, root.der];
    return examineTpm(raw, endorsements, context, openExamination());
  },
  [
    ...common<'tpm2'>(),
    ['anchor', 'another root', withEntry(() => ({ anchors: [hash('other root')] }))],
    [
      'anchor',
      'a root that evidence names',
      (entry, claims) => [entry, { ...claims, namedAnchor: undefined }],
    ],
    [
      'reference-values',
      'another state',
      withValues({ states: [[{ index: 4, value: zeros(32) }]] }),
    ],
    [
      'reference-values',
      'a register that was not quoted',
      withValues({ states: [[{ index: 9, value: zeros(32) }]] }),
    ],
    ['tcb', 'later firmware', withTcb({ firmwareMin: 'f'.repeat(16) })],
  ],
);

/** Of formats that rest on a key which the entry names. */
function named<F>(): readonly Case<F>[] {
  return [
    [
      'anchor',
      'another key',
      withEntry(() => ({ anchors: [hash('other key')] }) as unknown as Partial<Entry<F>>),
    ],
    [
      'anchor',
      'a key that evidence names',
      (entry, claims) => [entry, { ...claims, namedAnchor: undefined }],
    ],
  ];
}

const filled = (length: number) => new Uint8Array(length).fill(0xee);
const component = { signerId: 'e'.repeat(64), measurementValue: 'e'.repeat(96) };

/** Of Arm's tokens: the platform that they speak of. */
function armPlatform<F extends 'arm-cca' | 'psa'>(): readonly Case<F>[] {
  type States = Entry<'psa'>['referenceValues']['softwareComponents'];
  const withState = (change: (state: States[number]) => States[number]): Case<F>[2] =>
    withEntry((entry) => {
      const { referenceValues } = entry as unknown as Entry<'psa'>;
      const softwareComponents = referenceValues.softwareComponents.map(change);
      return { referenceValues: { ...referenceValues, softwareComponents } } as unknown as Partial<
        Entry<F>
      >;
    });
  const lines: readonly Case<F>[] = [
    ['reference-values', 'another implementation', withValues({ implementationIds: [zeros(32)] })],
    ['reference-values', 'another component', withState(([, ...rest]) => [component, ...rest])],
    ['reference-values', 'one component more', withState((state) => [...state, component])],
    ['reference-values', 'one component less', withState((state) => state.slice(1))],
    ['reference-values', 'another order', withState((state) => [...state].reverse())],
    [
      'reference-values',
      'another signer',
      withState((state) => state.map((one) => ({ ...one, signerId: component.signerId }))),
    ],
  ];
  return lines;
}

const withPlatform =
  <F>(change: (platform: Claims<F>['platform']) => Claims<F>['platform']): Case<F>[2] =>
  (entry, claims) => [entry, { ...claims, platform: change(claims.platform) }];

const withRealm = (change: object) =>
  withPlatform<'arm-cca'>((platform) => ({
    ...platform,
    realm: { ...platform.realm, ...change },
  }));

const withLifecycle = (lifecycle: number) =>
  withPlatform<'arm-cca'>((platform) => ({
    ...platform,
    platform: { ...platform.platform, lifecycle },
  }));

cover<'arm-cca'>(
  'a CCA realm',
  async () => {
    const { raw, endorsements } = await makeCcaWorld({
      envelope: 'records',
      realmKey: 'cose-key',
      curve: 'P-384',
    });
    return examineCca(raw, endorsements, context, openExamination());
  },
  [
    ...common<'arm-cca'>(),
    ...named<'arm-cca'>(),
    ...armPlatform<'arm-cca'>(),
    ['reference-values', 'another configuration', withValues({ configs: ['ee'] })],
    ['reference-values', 'another hash', withRealm({ hashAlgoId: 'sha-256' })],
    ['reference-values', 'another realm', withRealm({ initialMeasurement: filled(64) })],
    ['reference-values', 'a realm for others', withRealm({ personalizationValue: filled(64) })],
    ...[0, 1, 2, 3].map((index): Case<'arm-cca'> => [
      'reference-values',
      `another extension ${index}`,
      (entry, claims) => {
        const { extensibleMeasurements: found } = claims.platform.realm;
        const other = found.map((one, at) => (at === index ? filled(64) : one));
        return withRealm({ extensibleMeasurements: other })(entry, claims);
      },
    ]),
    ['life-cycle', 'a platform before it is secured', withLifecycle(0x2fff)],
    ['life-cycle', 'a platform that is no longer secured', withLifecycle(0x3100)],
  ],
);

cover<'psa'>(
  'a PSA device',
  async () => {
    const { raw, endorsements } = await makePsaWorld({ profile: published, curve: 'P-256' });
    return examinePsa(raw, endorsements, context, openExamination());
  },
  [
    ...common<'psa'>(),
    ...named<'psa'>(),
    ...armPlatform<'psa'>(),
    ['reference-values', 'another caller', withValues({ clientIds: [7] })],
    [
      'life-cycle',
      'a device that is secured',
      withPlatform<'psa'>((platform) => ({
        ...platform,
        token: { ...platform.token, lifecycle: 0x4000 },
      })),
    ],
  ],
);

cover<'keystone'>(
  'a Keystone enclave',
  async () => {
    const { raw, endorsements } = makeKeystoneWorld();
    return examineKeystone(raw, endorsements, context, openExamination());
  },
  [
    ...common<'keystone'>(),
    ...named<'keystone'>(),
    ['reference-values', 'another monitor', withValues({ smHashes: [zeros(64)] })],
    ['reference-values', 'another enclave', withValues({ enclaveHashes: [zeros(64)] })],
  ],
);

cover<'hyperenclave'>(
  'a HyperEnclave enclave',
  async () => {
    const { raw, endorsements, anchors } = makeHyperEnclaveWorld();
    return examineHyperEnclave(raw, endorsements, { ...context, anchors }, openExamination());
  },
  [
    ...common<'hyperenclave'>(),
    ...named<'hyperenclave'>(),
    ...enclave<'hyperenclave'>(),
    ['reference-values', 'another hypervisor', withValues({ pcrDigests: [zeros(32)] })],
    ['tcb', 'later firmware', withTcb({ firmwareMin: 'f'.repeat(16) })],
  ],
);

const csv = (version: 1 | 2) => {
  const form = version === 1 ? 'bare' : 'wrapped';
  const { raw, endorsements, anchors } = makeCsvWorld({ version, form, isPekMasked: false });
  return examineCsv(raw, endorsements, { ...context, anchors }, openExamination());
};
const csvBits = [
  'noKeySharing',
  'encryptedState',
  'domain',
  'csv',
  'csv3',
  'asidReuse',
] as const satisfies readonly (keyof Entry<'hygon-csv'>['minTcb']['policy'])[];

const csvCases: readonly Case<'hygon-csv'>[] = [
  ...common<'hygon-csv'>(),
  ['reference-values', 'another guest', withReport({ measure: filled(32) })],
  ['reference-values', 'another id', withReport({ vmId: filled(16) })],
  ['reference-values', 'another version', withReport({ vmVersion: filled(16) })],
  ['tcb', 'later firmware, major', withTcb({ pekFirmwareMin: { major: 2, minor: 0 } })],
  ['tcb', 'later firmware, minor', withTcb({ pekFirmwareMin: { major: 1, minor: 5 } })],
  ['tcb', 'a stricter policy of firmware', withTcb({ policyApiMin: { major: 255, minor: 0 } })],
  ['tcb', 'a later build', withTcb({ buildMin: 1_000_000 })],
  ...csvBits.map((bit): Case<'hygon-csv'> => [
    'attributes',
    `another ${bit}`,
    (entry, claims) => {
      const { policy } = claims.platform.report;
      const other = { ...policy, [bit]: !policy[bit] };
      return withReport<'hygon-csv'>({ policy: other })(entry, claims);
    },
  ]),
  [
    'migration',
    'no sending',
    (entry, claims) => {
      const { policy } = claims.platform.report;
      const off = { ...entry, minTcb: { ...entry.minTcb, migration: false } };
      return withReport<'hygon-csv'>({ policy: { ...policy, noSend: false } })(off, claims);
    },
  ],
];

cover<'hygon-csv'>('a Hygon CSV guest', () => csv(2), [
  ...csvCases,
  ...[0, 1, 2, 3, 4].map((index): Case<'hygon-csv'> => [
    'reference-values',
    `another register ${index}`,
    (entry, claims) => {
      const found = claims.platform.report.rtmrs ?? [];
      const rtmrs = found.map((one, at) => (at === index ? filled(32) : one));
      return withReport<'hygon-csv'>({ rtmrs })(entry, claims);
    },
  ]),
  ['reference-values', 'registers', withReport({ version: 1, rtmrs: undefined })],
]);

cover<'hygon-csv'>('a Hygon CSV guest without registers', () => csv(1), csvCases);

/** Of virtual TPMs: the machine, and what its TPM measured. */
function azureMachine<F extends 'azure-snp-vtpm' | 'azure-tdx-vtpm'>(): readonly Case<F>[] {
  const withVm = (change: object): Case<F>[2] =>
    withPlatform<F>((platform) => {
      const { vm } = platform as { vm: object };
      return { ...platform, vm: { ...vm, ...change } };
    });
  return [
    [
      'reference-values',
      'another state',
      withValues({ states: [[{ index: 4, value: zeros(32) }]] }),
    ],
    [
      'reference-values',
      'a register that was not quoted',
      withValues({ states: [[{ index: 9, value: zeros(32) }]] }),
    ],
    ['attributes', 'secure boot', withVm({ secureBoot: false })],
    ['attributes', 'no console', withTcb({ console: false })],
  ];
}

/** Hardware below a virtual TPM shows something else. */
const withHardware =
  <F extends 'azure-snp-vtpm' | 'azure-tdx-vtpm'>(change: object): Case<F>[2] =>
  (entry, claims) => {
    const { hardware } = claims.platform as { hardware: { report: object } };
    const other = { ...hardware, report: { ...hardware.report, ...change } };
    return [entry, { ...claims, platform: { ...claims.platform, hardware: other } }];
  };

cover<'azure-snp-vtpm'>(
  'a virtual TPM on SEV-SNP',
  async () => {
    const { raw, endorsements, anchors } = await makeAzureSnpWorld();
    return examineAzureSnp(raw, endorsements, { ...context, anchors }, openExamination());
  },
  [
    ...common<'azure-snp-vtpm'>(),
    ...azureMachine<'azure-snp-vtpm'>(),
    ['reference-values', 'another paravisor', withValues({ measurements: [zeros(48)] })],
    ['reference-values', 'other host data', withHardware({ hostData: filled(32) })],
    [
      'tcb',
      'a later microcode',
      withTcb({ products: [{ product: 'Milan', ...products, microcode: 255 }] }),
    ],
    ['key', 'keys lent to clouds only', withTcb({ keys: ['VLEK'] })],
    ['privilege-level', 'another level', withTcb({ vmpls: [3] })],
    ['smt', 'hyper-threading off', withTcb({ smt: false })],
    [
      'migration',
      'no migration agent',
      (entry, claims) => {
        const { policy } = claims.platform.hardware.report;
        const other = { policy: { ...policy, migrationAgent: true } };
        return withHardware<'azure-snp-vtpm'>(other)(entry, claims);
      },
    ],
  ],
);

cover<'azure-tdx-vtpm'>(
  'a virtual TPM on TDX',
  async () => {
    const { raw, endorsements, anchors } = await makeAzureTdxWorld();
    return examineAzureTdx(raw, endorsements, { ...context, anchors }, openExamination());
  },
  [
    ...common<'azure-tdx-vtpm'>(),
    ...azureMachine<'azure-tdx-vtpm'>(),
    ['reference-values', 'another paravisor', withHardware({ mrTd: filled(48) })],
    ['attributes', 'no exceptions from outside', withHardware({ tdAttributes: attributesWith() })],
    ['migration', 'no migration', withHardware({ tdAttributes: attributesWith(28, 29) })],
    ['tcb', 'another status', withTcb({ statuses: ['OutOfDate'] })],
    ['tcb', 'younger patches', withTcb({ tcbDateMin: now })],
    [
      'advisories',
      'no advisory',
      withPlatform<'azure-tdx-vtpm'>((platform) => {
        const { hardware } = platform;
        const tcb = { ...hardware.tcb, advisories: ['INTEL-SA-00001'] };
        return { ...platform, hardware: { ...hardware, tcb } };
      }),
    ],
    ['smt', 'hyper-threading off, and stated', withTcb({ smt: false })],
  ],
);

it('a device that measures nothing has no state that an entry could name', async () => {
  const { raw, endorsements } = await makePsaWorld({ profile: published, curve: 'P-256' });
  const claims = await examinePsa(raw, endorsements, context, openExamination());
  const token = { ...claims.platform.token, softwareComponents: [] };
  const without = { ...claims, platform: { ...claims.platform, token } };
  expect(entryFromEvidence(without, code, now + 86_400)).toBeUndefined();
  expect(failedIn(without, entryOf(claims))).toEqual(['reference-values']);
});

describe('an EAR claims-set', () => {
  it('names the verifier by the version of this package', () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    const appraisal = { accepted: true, lines: [], policy: code };
    const ear = earClaims(appraisal, { format: 'tdx', raw: Uint8Array.of(1), at: now });
    expect(ear.ear_verifier_id.build).toBe(version);
    expect(ear.ear_raw_evidence).toEqual(['application/octet-stream', 'AQ']);
  });
});
