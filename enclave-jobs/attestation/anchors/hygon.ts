// Hygon's root key certificate. Its format has no SubjectPublicKeyInfo: the whole file of 832 bytes
// is what is pinned. Source: cert.hygon.cn/hrk; the same file stands in Hygon's csv-rs and in
// confidential-containers/trustee.

import type { Hash } from '../../protocol/index.ts';

export interface HygonRoot {
  readonly name: string;
  /** SHA-256 of the file. */
  readonly fileHash: Hash;
}

export const hygonRoot: HygonRoot = {
  name: 'HYGON-SSD-HRK',
  fileHash: '296efa97580464aca0ab5eefe42199ee05862182508d1629f29cf4dc175b10cd' as Hash,
};
