// What the certificate of a TPM's key says of the machine, as it was when the authority looked at
// it: a text with 96 bytes in base64. Source: asterinas/jinzhao-attest, `verifier_hyperenclave.cpp`
// (where it is), `platform.cpp` (which bytes are compared); asterinas/hyperenclave,
// `PCR_LIST_BUF_SIZE` (how long it is).

import { readDer, requireTag, tags } from '../../encoding/der.ts';
import { fault } from '../../examination.ts';
import { fromBase64Url, fromUtf8, type Bytes } from '#enclave/protocol/index.ts';
import type { Certificate } from '../../x509/certificate.ts';

export const baselineId = '1.2.86.1';

export interface Baseline {
  /** What a quote over registers 0 to 9, 12 and 13 says. */
  readonly pcrDigest: Bytes;
  /** Of the hypervisor's key. */
  readonly pcr13: Bytes;
}

/** 96 bytes fill their base64, so that there is one way to write them. */
const form = /^[A-Za-z0-9+/]{128}$/;

function textOf(bytes: Bytes): string {
  try {
    return fromUtf8(bytes);
  } catch {
    return fault(baselineId, 'text', 'other bytes');
  }
}

/** No public code reads the 32 bytes in the middle. Throws ParseFault. */
export function readBaseline({ extensions }: Certificate): Baseline {
  const extension = extensions.get(baselineId) ?? fault(baselineId, 'an extension', 'none');
  const { content } = requireTag(readDer(extension.value), tags.utf8String, baselineId);
  const text = textOf(content);
  if (!form.test(text)) fault(baselineId, '96 bytes in base64', `${text.length} characters`);
  const bytes = fromBase64Url(text.replaceAll('+', '-').replaceAll('/', '_'));
  return { pcrDigest: bytes.subarray(0, 32), pcr13: bytes.subarray(64) };
}
