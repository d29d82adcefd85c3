// R5: which recipients a machine's file may have. Only native public-key stanzas: a passphrase or
// passkey stanza is symmetric, so its presence means a file that no stranger could have sealed as
// claimed, and a key derivation chosen by the sender. Shapes are checked here, so that no key
// operation starts on them.

import { EnclaveError, ageStanzasMax } from '../protocol/index.ts';
import { decodeBase64, type AgeHeader, type AgeStanza } from './header.ts';

/** Who reads the file: a broker, a worker, or the recipients of a result. */
export type MachineFileKind = 'grant' | 'release' | 'result';

const hybrid = 'mlkem768x25519';
const x25519 = 'X25519';

// C2SP age: ML-KEM-768 ciphertext and X25519 share; X25519 share; file key and Poly1305 tag.
const shareBytes = new Map([
  [hybrid, 1120],
  [x25519, 32],
]);
const wrappedKeyLength = 32;

function requireNativeShape(stanza: AgeStanza): void {
  const expectedShare = shareBytes.get(stanza.type);
  if (expectedShare === undefined) throw new EnclaveError('INPUT_FORMAT', 'stanza type');
  const [share] = stanza.args;
  if (share === undefined || stanza.args.length !== 1) {
    throw new EnclaveError('INPUT_FORMAT', 'stanza arguments');
  }
  if (decodeBase64(share, 'stanza share').length !== expectedShare) {
    throw new EnclaveError('INPUT_FORMAT', 'stanza share');
  }
  if (stanza.body.length !== wrappedKeyLength)
    throw new EnclaveError('INPUT_FORMAT', 'stanza body');
}

/**
 * Requires what R5 demands of a `kind` file: one hybrid stanza for grants and releases, 1 to 16
 * stanzas for results, all hybrid or all X25519. Throws INPUT_FORMAT on passkey, passphrase, grease
 * or any unknown stanza, on a mixture, and on a native stanza of the wrong shape.
 */
export function requireMachineStanzas(header: AgeHeader, kind: MachineFileKind): void {
  const countMax = kind === 'result' ? ageStanzasMax : 1;
  if (header.stanzas.length < 1 || header.stanzas.length > countMax) {
    throw new EnclaveError('INPUT_FORMAT', 'stanza count');
  }
  const types = new Set<string>();
  for (const stanza of header.stanzas) {
    requireNativeShape(stanza);
    types.add(stanza.type);
  }
  // A mixed file is as weak as its weakest stanza while it looks post-quantum.
  if (types.size !== 1) throw new EnclaveError('INPUT_FORMAT', 'stanza mixture');
  if (kind !== 'result' && !types.has(hybrid))
    throw new EnclaveError('INPUT_FORMAT', 'stanza type');
}
