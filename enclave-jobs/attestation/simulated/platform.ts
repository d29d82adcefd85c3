// The simulated TEE platform: a chip key and a sealing key in a folder, made on first use. It
// stands in for the hardware that would measure the code, sign evidence and seal to the
// measurement.

import {
  EnclaveError,
  Evidence,
  canonicalBytes,
  concatBytes,
  makeDocument,
  reportData,
  toBase64Url,
  utf8,
  fromHex,
  type Bytes,
  type Doc,
  type Hash,
  type Runtime,
} from '../../protocol/index.ts';
import { signDocument, signingKeyFromSeed } from '../../signing/sign.ts';
import { simulatedRootSeedNotSecret } from './root-seed.ts';
import { SimulatedChip, SimulatedStatement } from './statement.ts';

/**
 * Two 32-byte secrets that the hardware would keep; the caller stores them where only it may read.
 */
export interface SimulatedPlatformKeys {
  readonly chipSeed: Bytes;
  readonly sealingKey: Bytes;
}

export interface SimulatedPlatform {
  /** Evidence over `runtime`, issued at `at` (seconds since 1970). */
  collect(runtime: Runtime, at: number): Promise<Doc<Evidence>>;
  /**
   * Seals to this platform and the measured code; other code or another platform cannot open it.
   */
  seal(code: Hash, secret: Uint8Array): Promise<Bytes>;
  /** Throws BROKER_NOT_READY. */
  unseal(code: Hash, sealed: Uint8Array): Promise<Bytes>;
}

const chipValiditySeconds = 10 * 365 * 86_400;

async function sealingCipher(crypto: Crypto, key: Bytes, code: Hash): Promise<CryptoKey> {
  const base = await crypto.subtle.importKey('raw', key, 'HKDF', false, ['deriveKey']);
  const info = concatBytes(utf8('parley/v1/simulated-seal'), fromHex(code));
  return crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(0), info },
    base,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  );
}

export async function openSimulatedPlatform(
  crypto: Crypto,
  keys: SimulatedPlatformKeys,
): Promise<SimulatedPlatform> {
  const root = await signingKeyFromSeed(crypto, simulatedRootSeedNotSecret);
  const chip = await signingKeyFromSeed(crypto, keys.chipSeed);
  const chipKey = toBase64Url(chip.publicKey);

  const endorse = async (at: number) => {
    // Whole years, so that one machine's endorsement stays the same from run to run.
    const issued = at - (at % (365 * 86_400));
    const doc = makeDocument(SimulatedChip, {
      chip: chipKey,
      issued,
      expires: issued + chipValiditySeconds,
    });
    return canonicalBytes(await signDocument('SimulatedChip', doc, root));
  };

  return {
    async collect(runtime, at) {
      const statement = makeDocument(SimulatedStatement, {
        warning: 'SIMULATED: protects nothing',
        chip: chipKey,
        code: runtime.code,
        reportData: toBase64Url(reportData(runtime)),
        debug: false,
        issued: at,
      });
      const raw = canonicalBytes(await signDocument('SimulatedStatement', statement, chip));
      return makeDocument(Evidence, {
        format: 'simulated',
        raw: toBase64Url(raw),
        endorsements: [toBase64Url(await endorse(at))],
        runtime,
      });
    },
    async seal(code, secret) {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const key = await sealingCipher(crypto, keys.sealingKey, code);
      const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, concatBytes(secret));
      return concatBytes(iv, new Uint8Array(sealed));
    },
    async unseal(code, sealed) {
      try {
        const iv = concatBytes(sealed.subarray(0, 12));
        const key = await sealingCipher(crypto, keys.sealingKey, code);
        const body = concatBytes(sealed.subarray(12));
        return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, body));
      } catch (cause) {
        throw new EnclaveError('BROKER_NOT_READY', 'unseal', { cause });
      }
    },
  };
}
