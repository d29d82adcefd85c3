// What signing and verifying need of WebCrypto, as an argument: pure code takes no global.

import type { Bytes } from '../protocol/index.ts';

/** A part of `Crypto`; node:crypto's `webcrypto` and a browser's `crypto` both are one. */
export interface VerifyCrypto {
  readonly subtle: {
    importKey(
      format: 'raw' | 'spki',
      key: Bytes,
      algorithm: { name: string; namedCurve?: string; hash?: string },
      extractable: boolean,
      usages: 'verify'[],
    ): Promise<CryptoKey>;
    verify(
      algorithm: { name: string; hash?: string; saltLength?: number },
      key: CryptoKey,
      signature: Bytes,
      message: Bytes,
    ): Promise<boolean>;
  };
}
