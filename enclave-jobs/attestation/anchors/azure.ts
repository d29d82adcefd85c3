// The root of the virtual TPMs of Azure. It is pinned by its whole certificate, not by its key as
// the others are: the hash of the certificate is what was to be had. Source: Azure, Trusted Launch,
// root of vTPM attestation keys.

import type { Hash } from '../../protocol/index.ts';

export interface CertificateAnchor {
  readonly name: string;
  /** SHA-256 of the certificate, in DER. */
  readonly certificateHash: Hash;
}

export const azureTpmRoot: CertificateAnchor = {
  name: 'Azure Virtual TPM Root Certificate Authority 2023',
  certificateHash: 'e6c596b17f8ffefba5c300f714cfb1260c6028704ecf7becc4ab5018efb00e95' as Hash,
};
