// Hygon CSV evidence made from test keys: root, signing key, chip, platform, and reports of both
// versions.

import { concatBytes, hashOf, utf8, type Bytes } from '#enclave/protocol/index.ts';
import type { HygonRoot } from '#enclave/attestation/anchors/hygon.ts';
import { makeSm2Key, type Sm2Key } from './sm2-signer.ts';

const filled = (length: number, value: number) => new Uint8Array(length).fill(value);
const u16 = (value: number) => Uint8Array.of(value & 255, value >> 8);
const u32 = (value: number) => concatBytes(u16(value & 0xffff), u16(value >>> 16));
/** 72 bytes little-endian. */
const wide = (bigEndian: Uint8Array) =>
  concatBytes(Uint8Array.from(bigEndian).reverse(), new Uint8Array(40));
const pair = (numbers: Bytes) => concatBytes(wide(numbers.slice(0, 32)), wide(numbers.slice(32)));

export const usages = { HRK: 0, HSK: 0x13, OCA: 0x1001, PEK: 0x1002, CEK: 0x1004 } as const;
const none = 0x1000;

interface CsvKey {
  readonly key: Sm2Key;
  readonly userId: Bytes;
}

const named = (name: string): CsvKey => ({ key: makeSm2Key(), userId: utf8(`HYGON-SSD-${name}`) });

const keyPart = ({ key, userId }: CsvKey) =>
  concatBytes(u32(3), pair(key.point), u16(userId.length), userId, filled(254 - userId.length, 0));

const signed = ({ key, userId }: CsvKey, message: Bytes) => pair(key.sign(message, userId));

export interface Changes {
  readonly usage?: number;
  /** Written over the body before it is signed, by offset. */
  readonly body?: Readonly<Record<number, Bytes>>;
  /** Written over the whole, signed or not. */
  readonly whole?: Readonly<Record<number, Bytes>>;
}

function written(bytes: Bytes, changes: Readonly<Record<number, Bytes>> = {}): Bytes {
  const out = bytes.slice();
  for (const [at, value] of Object.entries(changes)) out.set(value, Number(at));
  return out;
}

/** HRK or HSK. */
export function authority(
  subject: CsvKey,
  usage: number,
  issuer: CsvKey,
  changes: Changes = {},
): Bytes {
  const head = concatBytes(u32(1), filled(16, 0x71), filled(16, 0x72), u32(usage), filled(24, 0));
  const body = written(concatBytes(head, keyPart(subject), filled(108, 0)), changes.body);
  return written(concatBytes(body, signed(issuer, body), filled(112, 0)), changes.whole);
}

export interface Slot {
  readonly usage: number;
  readonly by?: CsvKey;
}

/** CEK or PEK. */
export function keyCertificate(
  subject: CsvKey,
  usage: number,
  slots: readonly [Slot, Slot],
  changes: Changes = {},
): Bytes {
  const head = concatBytes(u32(1), Uint8Array.of(1, 4), u16(0), u32(usage), u32(4));
  const body = written(
    concatBytes(head, keyPart(subject), filled(16, 0), filled(608, 0)),
    changes.body,
  );
  const places = slots.map((slot) =>
    concatBytes(
      u32(slot.usage),
      u32(slot.usage === none ? 0 : 4),
      slot.by === undefined ? filled(144, 0) : signed(slot.by, body),
      filled(368, 0),
    ),
  );
  return written(concatBytes(body, ...places), changes.whole);
}

export const reportDataOfTest: Bytes = Uint8Array.from({ length: 64 }, (_, index) => 11 * index);
const anonce = 0x7ed79335;
const trailer = concatBytes(filled(64, 0x81), filled(32, 0x82), filled(32, 0x83));

export interface ReportOptions {
  readonly version: 1 | 2;
  readonly form: 'bare' | 'page' | 'wrapped';
  /** Whether the firmware's mask is still over the certificate; version 1 only. */
  readonly isPekMasked: boolean;
}

export interface ReportChanges extends Changes {
  readonly pek?: Bytes;
  readonly signer?: CsvKey;
  readonly signature?: Bytes;
  readonly magic?: Bytes;
  readonly flags?: number;
  /** Written over the report in its final form. */
  readonly raw?: Readonly<Record<number, Bytes>>;
}

export interface CsvWorld {
  readonly options: ReportOptions;
  readonly keys: Readonly<Record<'hrk' | 'hsk' | 'cek' | 'pek' | 'oca', CsvKey>>;
  readonly hrk: Bytes;
  readonly hsk: Bytes;
  readonly cek: Bytes;
  readonly pek: Bytes;
  readonly anchors: { readonly hygon: HygonRoot };
  readonly raw: Bytes;
  readonly endorsements: readonly Bytes[];
}

const masked = (bytes: Bytes): Bytes => {
  const mask = u32(anonce);
  return bytes.map((byte, index) => byte ^ (mask[index % 4] ?? 0));
};

/** NODBG, ES, CSV; HSK version 2, CEK version 3, API 1.4. */
export const policyOfTest = 0x04013225;

const common = () =>
  concatBytes(
    filled(32, 0x91),
    filled(16, 0x92),
    filled(16, 0x93),
    reportDataOfTest,
    filled(16, 0x94),
    filled(32, 0x95),
    u32(policyOfTest),
    u32(usages.PEK),
    u32(4),
  );

function firstReport(
  { isPekMasked }: ReportOptions,
  pek: Bytes,
  signer: CsvKey,
  changes: ReportChanges,
): Bytes {
  const words = concatBytes(masked(written(common(), changes.body)), u32(anonce));
  const signature = changes.signature ?? signed(signer, words.slice(0, 180));
  return concatBytes(words, signature, isPekMasked ? masked(pek) : pek, trailer);
}

function secondReport(pek: Bytes, signer: CsvKey, changes: ReportChanges): Bytes {
  const registers = [1, 2, 3, 4, 5].map((value) => filled(32, value));
  const fields = concatBytes(
    common(),
    u32(77),
    u16(1),
    filled(14, 0),
    ...registers,
    filled(656, 0),
  );
  const body = written(fields, changes.body);
  return concatBytes(body, changes.signature ?? signed(signer, body), pek, trailer);
}

const extended = utf8('ATTESTATION_EXT\0');

/** A report as the guest gets it. */
export function csvReport(
  world: Pick<CsvWorld, 'options' | 'keys' | 'pek'>,
  changes: ReportChanges = {},
): Bytes {
  const { options, keys } = world;
  const { pek = world.pek, signer = keys.pek } = changes;
  const isSecond = options.version === 2;
  const report = isSecond
    ? secondReport(pek, signer, changes)
    : firstReport(options, pek, signer, changes);
  const page = concatBytes(report, filled(4096 - report.length, 0));
  const { magic = isSecond ? extended : filled(16, 0), flags = isSecond ? 1 : 0 } = changes;
  const forms = {
    bare: () => report,
    page: () => page,
    wrapped: () => concatBytes(magic, u32(flags), page),
  };
  return written(forms[options.form](), changes.raw);
}

export function makeCsvWorld(options: ReportOptions): CsvWorld {
  const keys = {
    hrk: named('HRK'),
    hsk: named('HSK'),
    cek: named('CEK'),
    pek: named('PEK'),
    oca: named('OCA'),
  };
  const hrk = authority(keys.hrk, usages.HRK, keys.hrk);
  const hsk = authority(keys.hsk, usages.HSK, keys.hrk);
  const cek = keyCertificate(keys.cek, usages.CEK, [
    { usage: usages.HSK, by: keys.hsk },
    { usage: none },
  ]);
  const pek = keyCertificate(keys.pek, usages.PEK, [
    { usage: usages.CEK, by: keys.cek },
    { usage: usages.OCA, by: keys.oca },
  ]);
  const anchors = { hygon: { name: 'test root', fileHash: hashOf(hrk) } };
  const raw = csvReport({ options, keys, pek });
  return { options, keys, hrk, hsk, cek, pek, anchors, raw, endorsements: [hrk, hsk, cek] };
}
