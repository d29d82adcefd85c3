// Hygon's own certificates, little-endian: HRK and HSK of 832 bytes, CEK and PEK of 2084 with two
// places for signatures. Source: Hygon csv-rs, `certs::ca` and `certs::csv`.

import { bytesAt, requireZero, u16At, u32At, u8At } from '../../encoding/byte-reader.ts';
import { fault } from '../../examination.ts';
import { concatBytes, type Bytes } from '#enclave/protocol/index.ts';

const authorityLength = 832;
export const keyCertificateLength = 2084;

/** What keys are for, as Hygon numbers it. */
export const usages = { HRK: 0, HSK: 0x13, PEK: 0x1002, CEK: 0x1004 } as const;
/** SM2 signatures over SM3. */
export const sm2Algorithm = 4;
const sm2Group = 3;

export interface CsvCertificate {
  readonly name: keyof typeof usages;
  readonly version: number;
  /** x ‖ y, 64 bytes, big-endian. */
  readonly point: Bytes;
  /** In whose name the key signs. */
  readonly userId: Bytes;
  readonly signed: Bytes;
  /** r ‖ s, 64 bytes, big-endian. */
  readonly signature: Bytes;
}

/** 72 bytes little-endian, of which a number of this curve fills 32. */
function numberAt(raw: Bytes, offset: number, field: string): Bytes {
  requireZero(raw, offset + 32, 40, field);
  return Uint8Array.from(bytesAt(raw, offset, 32, field)).reverse();
}

/** r ‖ s. */
export const signatureAt = (raw: Bytes, offset: number, field: string): Bytes =>
  concatBytes(numberAt(raw, offset, `${field} r`), numberAt(raw, offset + 72, `${field} s`));

function requireNumber(raw: Bytes, offset: number, wanted: number, field: string): void {
  const found = u32At(raw, offset, field);
  if (found !== wanted) fault(field, `0x${wanted.toString(16)}`, `0x${found.toString(16)}`);
}

/** Curve, point and identifier, which stand one behind the other in both forms. */
function keyAt(raw: Bytes, offset: number, name: string) {
  requireNumber(raw, offset, sm2Group, `${name} curve`);
  const size = u16At(raw, offset + 148, `${name} user id`);
  if (size > 254) fault(`${name} user id`, 'at most 254 bytes', `${size}`);
  return {
    point: concatBytes(
      numberAt(raw, offset + 4, `${name} x`),
      numberAt(raw, offset + 76, `${name} y`),
    ),
    userId: bytesAt(raw, offset + 150, size, `${name} user id`),
  };
}

/** HRK or HSK, by their usage. Throws ParseFault. */
export function readAuthority(raw: Bytes): CsvCertificate {
  const usage = u32At(raw, 36, 'usage');
  const name = usage === usages.HRK ? 'HRK' : 'HSK';
  requireNumber(raw, 36, usages[name], 'usage');
  if (raw.length !== authorityLength) fault(name, `${authorityLength} bytes`, `${raw.length}`);
  requireZero(raw, 720, 112, `${name} reserved`);
  return {
    name,
    version: u32At(raw, 0, `${name} version`),
    ...keyAt(raw, 64, name),
    signed: bytesAt(raw, 0, 576, name),
    signature: signatureAt(raw, 576, `${name} signature`),
  };
}

const slots = [1044, 1564];

/**
 * The one place where `signer` signed; in the other may stand an owner's signature, which says
 * nothing here.
 */
function signatureBy(raw: Bytes, signer: 'HSK' | 'CEK', name: string): Bytes {
  const [slot, ...more] = slots.filter((at) => u32At(raw, at, name) === usages[signer]);
  if (slot === undefined || more.length > 0) {
    return fault(`${name} signature`, `one by ${signer}`, slot === undefined ? 'none' : 'two');
  }
  requireNumber(raw, slot + 4, sm2Algorithm, `${name} signature algorithm`);
  requireZero(raw, slot + 152, 368, `${name} signature reserved`);
  return signatureAt(raw, slot + 8, `${name} signature`);
}

/** A CEK, signed by an HSK, or a PEK, signed by a CEK. Throws ParseFault. */
export function readKeyCertificate(raw: Bytes, name: 'CEK' | 'PEK'): CsvCertificate {
  if (raw.length !== keyCertificateLength) {
    fault(name, `${keyCertificateLength} bytes`, `${raw.length}`);
  }
  const version = u32At(raw, 0, `${name} version`);
  if (version !== 1) fault(`${name} version`, '1', `${version}`);
  requireNumber(raw, 8, usages[name], `${name} usage`);
  requireNumber(raw, 12, sm2Algorithm, `${name} algorithm`);
  return {
    name,
    version,
    ...keyAt(raw, 16, name),
    signed: bytesAt(raw, 0, 1044, name),
    signature: signatureBy(raw, name === 'CEK' ? 'HSK' : 'CEK', name),
  };
}

export interface CsvVersion {
  readonly major: number;
  readonly minor: number;
}

/** Version of the firmware that made the certificate. */
export const firmwareOf = ({ signed }: CsvCertificate): CsvVersion => ({
  major: u8At(signed, 4, 'firmware'),
  minor: u8At(signed, 5, 'firmware'),
});

interface CsvAuthorities {
  readonly hrk: CsvCertificate;
  /** As the file has it: what is pinned. */
  readonly hrkFile: Bytes;
  readonly hsk: CsvCertificate;
  readonly cek: CsvCertificate;
}

/** Hygon's service hands out HSK and CEK in one file. */
function split(file: Bytes): readonly Bytes[] {
  return file.length === authorityLength + keyCertificateLength
    ? [file.subarray(0, authorityLength), file.subarray(authorityLength)]
    : [file];
}

function only<T>(found: readonly T[], name: string): T {
  const [first] = found;
  return first === undefined || found.length > 1
    ? fault(name, 'exactly one', `${found.length}`)
    : first;
}

/** Exactly one HRK, HSK and CEK, in any order. Throws ParseFault on anything else. */
export function readAuthorities(endorsements: readonly Bytes[]): CsvAuthorities {
  const files = endorsements.flatMap(split);
  const isAuthority = (file: Bytes) => file.length === authorityLength;
  const authorities = files.filter(isAuthority).map((file) => [readAuthority(file), file] as const);
  const keys = files.filter((file) => !isAuthority(file));
  const [hrk, hrkFile] = only(
    authorities.filter(([{ name }]) => name === 'HRK'),
    'HRK',
  );
  const [hsk] = only(
    authorities.filter(([{ name }]) => name === 'HSK'),
    'HSK',
  );
  if (hsk.version !== hrk.version) fault('HSK version', `${hrk.version}`, `${hsk.version}`);
  return { hrk, hrkFile, hsk, cek: readKeyCertificate(only(keys, 'CEK'), 'CEK') };
}
