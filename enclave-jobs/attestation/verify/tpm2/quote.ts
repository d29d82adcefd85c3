// A TPM 2.0 quote with what it is about: TPM2B_ATTEST ‖ TPMT_SIGNATURE ‖ the quoted registers as a
// list of TPM2B (count of 4 bytes) in the order of the selection. Source: TCG TPM 2.0 Library, part
// 2.

import { fault } from '../../examination.ts';
import { concatBytes, toHex, type Bytes } from '#enclave/protocol/index.ts';
import type { DigestName } from '../../x509/algorithms.ts';
import { digestOf, schemeOf, sha256Bank, type PcrBank, type TpmScheme } from './algorithms.ts';
import { openCursor, type Cursor } from './cursor.ts';

const generated = 'ff544347';
const typeQuote = '8018';
const nameMax = 68;
const dataMax = 64;
const pcrLength = 32;

/** TPMS_ATTEST of type quote. */
export interface TpmAttest {
  readonly qualifiedSigner: Bytes;
  readonly extraData: Bytes;
  readonly clock: bigint;
  readonly resetCount: number;
  readonly restartCount: number;
  readonly safe: boolean;
  readonly firmwareVersion: Bytes;
  /** Indexes of the one bank, ascending. */
  readonly selection: readonly number[];
  readonly pcrDigest: Bytes;
}

export interface TpmSignature {
  readonly scheme: TpmScheme;
  readonly hash: DigestName;
  /** RSA: as it is. ECDSA: r and s. */
  readonly parts: readonly Bytes[];
}

export interface TpmQuote {
  readonly attest: TpmAttest;
  readonly signed: Bytes;
  readonly signature: TpmSignature;
  /** SHA-256 bank, by index. */
  readonly pcrs: ReadonlyMap<number, Bytes>;
}

function requireHex(found: Bytes, expected: string, field: string): void {
  if (toHex(found) !== expected) fault(field, expected, toHex(found));
}

/** TPML_PCR_SELECTION: exactly one bank, and something of it. */
function readSelection(cursor: Cursor, { id, name }: PcrBank): readonly number[] {
  const banks = cursor.uint(4, 'pcrSelect count');
  if (banks !== 1) fault('pcrSelect', 'one bank', `${banks}`);
  const bank = cursor.uint(2, 'pcrSelect hash');
  if (bank !== id) fault('pcrSelect hash', name, `0x${bank.toString(16)}`);
  const length = cursor.uint(1, 'sizeofSelect');
  if (length < 1 || length > 4) fault('sizeofSelect', '1 to 4 bytes', `${length}`);
  const bits = cursor.bytes(length, 'pcrSelect');
  const indexes = Array.from({ length: length * 8 }, (_, index) => index);
  const selected = indexes.filter((index) => ((bits[index >> 3] ?? 0) & (1 << (index & 7))) !== 0);
  if (selected.length === 0) fault('pcrSelect', 'at least one register', 'none');
  return selected;
}

/** TPMS_ATTEST over registers of this bank. Throws ParseFault. */
export function readAttest(signed: Bytes, bank: PcrBank): TpmAttest {
  const cursor = openCursor(signed);
  requireHex(cursor.bytes(4, 'magic'), generated, 'magic');
  requireHex(cursor.bytes(2, 'type'), typeQuote, 'type');
  const qualifiedSigner = cursor.sized('qualifiedSigner');
  if (qualifiedSigner.length > nameMax)
    fault('qualifiedSigner', `at most ${nameMax} bytes`, `${qualifiedSigner.length}`);
  const extraData = cursor.sized('extraData');
  if (extraData.length > dataMax)
    fault('extraData', `at most ${dataMax} bytes`, `${extraData.length}`);
  const clock = BigInt(`0x${toHex(cursor.bytes(8, 'clock'))}`);
  const resetCount = cursor.uint(4, 'resetCount');
  const restartCount = cursor.uint(4, 'restartCount');
  const safe = cursor.uint(1, 'safe');
  if (safe > 1) fault('safe', '0 or 1', `${safe}`);
  const firmwareVersion = cursor.bytes(8, 'firmwareVersion');
  const selection = readSelection(cursor, bank);
  const pcrDigest = cursor.sized('pcrDigest');
  cursor.end('TPMS_ATTEST');
  return {
    qualifiedSigner,
    extraData,
    clock,
    resetCount,
    restartCount,
    safe: safe === 1,
    firmwareVersion,
    selection,
    pcrDigest,
  };
}

/** TPMT_SIGNATURE. */
function readSignature(cursor: Cursor): TpmSignature {
  const scheme = schemeOf(cursor.uint(2, 'sigAlg'), 'sigAlg');
  const hash = digestOf(cursor.uint(2, 'signature hash'), 'signature hash');
  const names = scheme === 'ECDSA' ? ['signatureR', 'signatureS'] : ['signature'];
  return { scheme, hash, parts: names.map((name) => cursor.sized(name)) };
}

function readRegisters(cursor: Cursor, selection: readonly number[]): ReadonlyMap<number, Bytes> {
  const count = cursor.uint(4, 'registers');
  if (count !== selection.length) fault('registers', `${selection.length}`, `${count}`);
  return new Map(
    selection.map((index) => {
      const value = cursor.sized(`PCR${index}`);
      if (value.length !== pcrLength) fault(`PCR${index}`, `${pcrLength} bytes`, `${value.length}`);
      return [index, value] as const;
    }),
  );
}

/** Reads one quote that fills the blob. Throws ParseFault. */
export function readTpmQuote(raw: Bytes): TpmQuote {
  const cursor = openCursor(raw);
  const signed = cursor.sized('TPM2B_ATTEST');
  const attest = readAttest(signed, sha256Bank);
  const signature = readSignature(cursor);
  const pcrs = readRegisters(cursor, attest.selection);
  cursor.end('quote');
  return { attest, signed, signature, pcrs };
}

/** What pcrDigest is the digest of: the registers, in the order of the selection. */
export const concatenated = ({ attest, pcrs }: TpmQuote): Bytes =>
  concatBytes(...attest.selection.map((index) => pcrs.get(index) ?? new Uint8Array(0)));
