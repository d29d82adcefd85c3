// The narrowest entry that takes this very evidence: where somebody starts who wants to name a
// platform. What it should allow beyond, a person decides.

import type { Hash, WorkerRequirements } from '../protocol/index.ts';
import type { AuthenticClaims, PlatformClaims } from '../attestation/index.ts';
import { ccaEntry, psaEntry } from './narrowest/arm.ts';
import { azureSnpEntry, azureTdxEntry } from './narrowest/azure.ts';
import { csvEntry } from './narrowest/hygon-csv.ts';
import { hyperEnclaveEntry } from './narrowest/hyperenclave.ts';
import { sgxEntry, tdxEntry } from './narrowest/intel.ts';
import { keystoneEntry } from './narrowest/keystone.ts';
import { nitroEntry, tpmEntry } from './narrowest/registers.ts';
import { snpEntry } from './narrowest/sev-snp.ts';

function platformEntry({ platform, namedAnchor }: AuthenticClaims<PlatformClaims>) {
  switch (platform.format) {
    case 'simulated':
      return undefined;
    case 'sev-snp':
      return snpEntry(platform);
    case 'sgx-dcap':
      return sgxEntry(platform);
    case 'tdx':
      return tdxEntry(platform);
    case 'nitro-enclave':
    case 'nitro-tpm':
      return nitroEntry(platform);
    case 'tpm2':
      return tpmEntry(platform, namedAnchor);
    case 'arm-cca':
      return ccaEntry(platform, namedAnchor);
    case 'psa':
      return psaEntry(platform, namedAnchor);
    case 'keystone':
      return keystoneEntry(platform, namedAnchor);
    case 'hygon-csv':
      return csvEntry(platform);
    case 'hyperenclave':
      return hyperEnclaveEntry(platform, namedAnchor);
    case 'azure-snp-vtpm':
      return azureSnpEntry(platform);
    case 'azure-tdx-vtpm':
      return azureTdxEntry(platform);
  }
}

/**
 * For any machine that shows the same, until `expires` (seconds since 1970). Undefined for evidence
 * that shows nothing to name, such as simulated.
 */
export function entryFromEvidence(
  claims: AuthenticClaims<PlatformClaims>,
  code: Hash,
  expires: number,
): WorkerRequirements | undefined {
  const entry = platformEntry(claims);
  if (entry === undefined) return undefined;
  const { collateralIssued } = claims;
  return {
    ...entry,
    code,
    debug: false,
    minCollateralIssued: collateralIssued,
    chips: 'any',
    expires,
  };
}
