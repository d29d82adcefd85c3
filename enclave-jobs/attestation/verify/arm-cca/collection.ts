// The envelope of a CCA token: a platform's token and a realm's. Source: Arm DEN0137, attestation
// token (tag 399); draft-ffm-rats-cca-token (tag 907, each token a record of
// draft-ietf-rats-msg-wrap).

import { arrayOf, byteStringOf, mapOf, readCbor, taggedBy, tagOf } from '../../encoding/cbor.ts';
import { fault } from '../../examination.ts';
import type { Bytes } from '#enclave/protocol/index.ts';

const legacyTag = 399;
const wrapperTag = 907;
/** CoAP content format of an EAT in CWT. */
const eatCwt = 263;
const platformKey = 44234;
const realmKey = 44241;

interface CcaCollection {
  /** COSE_Sign1, each. */
  readonly platform: Bytes;
  readonly realm: Bytes;
}

function wrapped(value: unknown, field: string): Bytes {
  const record = arrayOf(value, field);
  if (record.length !== 2 || record[0] !== eatCwt) {
    fault(field, `a record of type ${eatCwt}`, `${record.length} parts`);
  }
  return byteStringOf(record[1], field, 1);
}

/** Throws ParseFault. */
export function readCcaCollection(raw: Bytes): CcaCollection {
  const field = 'token';
  const item = readCbor(raw, field);
  const isLegacy = tagOf(item) === legacyTag;
  const tokens = mapOf(taggedBy(item, isLegacy ? legacyTag : wrapperTag, field), field);
  if (tokens.size !== 2) fault(field, 'a platform and a realm', `${tokens.size} tokens`);
  const token = (key: number, name: string) => {
    const value = tokens.get(key);
    return isLegacy ? byteStringOf(value, name, 1) : wrapped(value, name);
  };
  return {
    platform: token(platformKey, 'platform token'),
    realm: token(realmKey, 'realm token'),
  };
}
