// Tokens of Arm's Root of Trust under one entry of a policy: CCA and PSA.

import { toHex, type Bytes, type WorkerRequirements } from '#enclave/protocol/index.ts';
import type { SoftwareComponent } from '../../verify/arm/claims.ts';
import type { CcaClaims } from '../../verify/arm-cca.ts';
import type { PsaClaims } from '../../verify/psa.ts';
import { line, oneOf, type AppraisalLine } from '../line.ts';
import { fieldLines, nearestLines } from '../nearest.ts';

type CcaEntry = Extract<WorkerRequirements, { format: 'arm-cca' }>;
type PsaEntry = Extract<WorkerRequirements, { format: 'psa' }>;

type State = (CcaEntry | PsaEntry)['referenceValues']['softwareComponents'][number];

const among = (field: string, accepted: readonly string[], found: string) =>
  line('reference-values', accepted.includes(found), field, oneOf(accepted), found);

/** Place by place: one component more, or another order, is another state. */
function componentFields(state: State): Readonly<Record<string, string>> {
  const named = state.map(({ signerId, measurementValue }, index) => [
    `software component ${index}`,
    `${measurementValue} by ${signerId}`,
  ]);
  return Object.fromEntries(named) as Readonly<Record<string, string>>;
}

function componentLines(
  components: readonly SoftwareComponent[],
  states: readonly State[],
): readonly AppraisalLine[] {
  const found = components.map(({ signerId, measurementValue }) => ({
    signerId: toHex(signerId),
    measurementValue: toHex(measurementValue),
  }));
  return nearestLines(states, (state) =>
    fieldLines(componentFields(state), componentFields(found)),
  );
}

/** What every token of Arm's says of its platform. */
const platformLines = (
  implementationId: Bytes,
  components: readonly SoftwareComponent[],
  { implementationIds, softwareComponents }: (CcaEntry | PsaEntry)['referenceValues'],
): readonly AppraisalLine[] => [
  among('implementation id', implementationIds, toHex(implementationId)),
  ...componentLines(components, softwareComponents),
];

/** No entry may ask for less: in every other state somebody debugs, or might. */
const lifeCycleLine = (lifecycle: number) =>
  line(
    'life-cycle',
    lifecycle >= 0x3000 && lifecycle <= 0x30ff,
    'lifecycle',
    '3000 to 30ff (secured)',
    lifecycle.toString(16).padStart(4, '0'),
  );

export function appraiseCca(
  { platform, realm }: CcaClaims,
  { referenceValues }: CcaEntry,
): readonly AppraisalLine[] {
  const [rem0, rem1, rem2, rem3] = realm.extensibleMeasurements.map(toHex);
  const found = {
    hashAlgoId: realm.hashAlgoId,
    initialMeasurement: toHex(realm.initialMeasurement),
    extensibleMeasurement0: rem0,
    extensibleMeasurement1: rem1,
    extensibleMeasurement2: rem2,
    extensibleMeasurement3: rem3,
    personalizationValue: toHex(realm.personalizationValue),
  };
  return [
    ...platformLines(platform.implementationId, platform.swComponents, referenceValues),
    among('platform config', referenceValues.configs, toHex(platform.config)),
    ...nearestLines(referenceValues.realms, (wanted) =>
      fieldLines(wanted, found, (field) => `realm ${field}`),
    ),
    lifeCycleLine(platform.lifecycle),
  ];
}

export function appraisePsa(
  { token }: PsaClaims,
  { referenceValues }: PsaEntry,
): readonly AppraisalLine[] {
  const clientIds = referenceValues.clientIds.map(String);
  return [
    ...platformLines(token.implementationId, token.softwareComponents, referenceValues),
    among('client id', clientIds, `${token.clientId}`),
    lifeCycleLine(token.lifecycle),
  ];
}
