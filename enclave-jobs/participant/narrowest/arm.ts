// The narrowest entries for Arm's tokens: CCA and PSA.

import { inexpressible, toHex, type Hash } from '../../protocol/index.ts';
import { type ClaimsOf, anchorsOf } from './common.ts';

const componentsOf = (components: ClaimsOf<'psa'>['token']['softwareComponents']) => [
  components.map(({ signerId, measurementValue }) => ({
    signerId: toHex(signerId),
    measurementValue: toHex(measurementValue),
  })),
];

export function ccaEntry({ platform, realm }: ClaimsOf<'arm-cca'>, anchor: Hash | undefined) {
  const [rem0 = '', rem1 = '', rem2 = '', rem3 = ''] = realm.extensibleMeasurements.map(toHex);
  return {
    format: 'arm-cca' as const,
    anchors: anchorsOf(anchor),
    referenceValues: {
      implementationIds: [toHex(platform.implementationId)],
      softwareComponents: componentsOf(platform.swComponents),
      configs: [toHex(platform.config)],
      realms: [
        {
          hashAlgoId: realm.hashAlgoId,
          initialMeasurement: toHex(realm.initialMeasurement),
          extensibleMeasurement0: rem0,
          extensibleMeasurement1: rem1,
          extensibleMeasurement2: rem2,
          extensibleMeasurement3: rem3,
          personalizationValue: toHex(realm.personalizationValue),
        },
      ],
    },
    minTcb: {},
    notApplicable: [...inexpressible['arm-cca']],
  };
}

/** Undefined for a device that measures nothing: there is no state that a policy could name. */
export function psaEntry({ token }: ClaimsOf<'psa'>, anchor: Hash | undefined) {
  if (token.softwareComponents.length === 0) return undefined;
  return {
    format: 'psa' as const,
    anchors: anchorsOf(anchor),
    referenceValues: {
      implementationIds: [toHex(token.implementationId)],
      softwareComponents: componentsOf(token.softwareComponents),
      clientIds: [token.clientId],
    },
    minTcb: {},
    notApplicable: [...inexpressible.psa],
  };
}
