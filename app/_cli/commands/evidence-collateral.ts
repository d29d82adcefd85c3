// `parley evidence collateral`: fetches what Intel or AMD say about a machine, and writes it once
// it is verified.

import { parseArgs } from 'node:util';
import { describeEndorsements, examineEvidence, openMemo } from '#enclave/attestation/index.ts';
import {
  collateralFormats,
  readCollateralSubject,
  snpProducts,
  type CollateralFormat,
  type CollateralSubject,
} from '#enclave/attestation/collateral-subject.ts';
import {
  EnclaveError,
  Evidence,
  bytesOf,
  parseDocument,
  type Bytes,
} from '#enclave/protocol/index.ts';
import { CollateralFault } from '../collateral/collateral-fault.ts';
import { requireOwnFolder, writeEndorsements } from '../collateral/endorsement-folder.ts';
import type { Part } from '../collateral/fetch-piece.ts';
import { neededPieces } from '../collateral/needed-pieces.ts';
import { openPieceCache, usualCacheFolder } from '../collateral/piece-cache.ts';
import { serviceAddress } from '../collateral/service-address.ts';
import { takeCollateral, type Taken, type TakenPiece } from '../collateral/take-collateral.ts';
import { UsageError, exitCodes, note, print, printJson } from '../command.ts';
import { readInput } from '../files.ts';

const wanted = 'evidence collateral needs --evidence and --into; see --help';
const day = 86_400;
/** Lists and statements live about a month, and are renewed long before. */
const usualAgeDays = 7;

const options = {
  format: { type: 'string' },
  evidence: { type: 'string' },
  into: { type: 'string' },
  key: { type: 'string' },
  product: { type: 'string' },
  pcs: { type: 'string' },
  kds: { type: 'string' },
  cache: { type: 'string' },
  'max-age': { type: 'string' },
  offline: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const;

interface Piecewise {
  readonly format: CollateralFormat;
  readonly raw: Bytes;
  readonly endorsements: readonly Bytes[];
}

function formatOf(text: string | undefined): CollateralFormat {
  const format = collateralFormats.find((one) => one === text);
  if (format !== undefined) return format;
  const known = collateralFormats.join(', ');
  throw new UsageError(
    text === undefined
      ? `raw evidence needs --format: ${known}`
      : `${text}: collateral is fetched for ${known}; other vendors have no service for it`,
  );
}

/** A document says its format itself; raw bytes do not. */
function evidenceOf(bytes: Bytes, said: string | undefined): Piecewise {
  try {
    const { value } = parseDocument(Evidence, bytes);
    if (said !== undefined && said !== value.format) {
      throw new UsageError(`--format ${said}: the file says ${value.format}`);
    }
    const { raw, endorsements } = value;
    return {
      format: formatOf(value.format),
      raw: bytesOf(raw),
      endorsements: endorsements.map(bytesOf),
    };
  } catch (error) {
    if (!(error instanceof EnclaveError)) throw error;
    return { format: formatOf(said), raw: bytes, endorsements: [] };
  }
}

function productOf(text: string | undefined) {
  const product = snpProducts.find((one) => one === text);
  if (text !== undefined && product === undefined) {
    throw new UsageError(`--product ${text}: one of ${snpProducts.join(', ')}`);
  }
  return product;
}

function subjectOf({ format, raw }: Piecewise, product: string | undefined): CollateralSubject {
  const said = productOf(product);
  try {
    return readCollateralSubject(format, raw, said);
  } catch (cause) {
    if (!(cause instanceof EnclaveError)) throw cause;
    const next = format === 'sev-snp' ? `; a report of version 2 needs --product` : '';
    throw new UsageError(`no ${format} evidence to ask about: ${cause.message}${next}`, { cause });
  }
}

const isVlek = (format: CollateralFormat) => (bytes: Bytes) =>
  describeEndorsements(format, new Uint8Array(), [bytes]).some(
    (one) => one.kind === 'certificate' && /(^|, )CN=SEV-VLEK(,|$)/.test(one.subject),
  );

/** A VLEK comes with the evidence, or from the host's certificate table. */
function givenKey(
  subject: CollateralSubject,
  { format, endorsements }: Piecewise,
  path: string | undefined,
): readonly Part[] {
  const needsKey = subject.vendor === 'AMD' && subject.key === 'VLEK';
  if (!needsKey) {
    if (path !== undefined) throw new UsageError('--key is for reports signed by a VLEK');
    return [];
  }
  const bytes = path === undefined ? endorsements.find(isVlek(format)) : readInput(path);
  if (bytes !== undefined) return [{ file: 'key.der', bytes }];
  throw new UsageError(
    'signed by a VLEK, which AMD gives to its cloud only: take it from the certificate table, and name it by --key',
  );
}

function ageOf(text: string | undefined, isOffline: boolean): number {
  // Offline there is nobody to ask again: what is in date will do, and its age is said.
  if (text === undefined) return isOffline ? Number.POSITIVE_INFINITY : usualAgeDays * day;
  if (!/^\d{1,4}$/.test(text)) throw new UsageError(`--max-age ${text}: whole days, 0 or more`);
  return Number(text) * day;
}

const timeText = (seconds: number) => `${new Date(seconds * 1000).toISOString().slice(0, 16)}Z`;

function sourceText({ source, fetchedAt, piece }: TakenPiece, at: number): string {
  if (source === 'service') return `from ${piece.url}`;
  const hours = Math.floor((at - fetchedAt) / 3600);
  return `from the cache, ${hours < 48 ? `${hours} hours` : `${Math.floor(hours / 24)} days`} old`;
}

function printTaken({ pieces, parts }: Taken, format: string, into: string, at: number): void {
  print(`${format}: authentic at ${timeText(at)} with this collateral`);
  for (const one of pieces) {
    const name = one.piece.name.padEnd(11);
    print(`  ${name} in date until ${timeText(one.until)}, ${sourceText(one, at)}`);
  }
  print(`\nIn ${into}: ${parts.map(({ file }) => file).join(', ')}`);
}

function jsonOf({ pieces, parts }: Taken, format: string, at: number): unknown {
  const iso = (seconds: number) => new Date(seconds * 1000).toISOString();
  return {
    format,
    at: iso(at),
    pieces: pieces.map(({ piece: { name, url }, source, fetchedAt, until }) => ({
      ...{ name, url, source },
      fetchedAt: iso(fetchedAt),
      until: iso(until),
    })),
    files: parts.map(({ file }) => file),
  };
}

/**
 * Runs the command; 0 only if the folder now holds collateral with which the evidence is authentic.
 */
export async function fetchCollateral(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options });
  const { evidence: path, into, offline: isOffline } = values;
  if (path === undefined || into === undefined || positionals.length > 0) {
    throw new UsageError(wanted);
  }
  const services = { pcs: serviceAddress(values.pcs), kds: serviceAddress(values.kds) };
  const ageMax = ageOf(values['max-age'], isOffline);
  const evidence = evidenceOf(readInput(path), values.format);
  const { format, raw } = evidence;
  const subject = subjectOf(evidence, values.product);
  const pieces = neededPieces(subject, services);
  const given = givenKey(subject, evidence, values.key);
  requireOwnFolder(into);
  const at = Math.floor(Date.now() / 1000);
  const context = { crypto: globalThis.crypto, at, memo: openMemo() };
  const judge = (endorsements: readonly Bytes[]) =>
    examineEvidence(format, raw, endorsements, context);
  const cache = openPieceCache(values.cache ?? usualCacheFolder(process.env));
  try {
    const taken = await takeCollateral(
      { format, pieces, given, judge },
      { cache, at, ageMax, isOffline },
    );
    writeEndorsements(into, taken.parts);
    if (values.json) printJson(jsonOf(taken, format, at));
    else printTaken(taken, format, into, at);
    return exitCodes.ok;
  } catch (error) {
    if (!(error instanceof CollateralFault)) throw error;
    note(`${format}: ${error.message}`);
    return exitCodes.no;
  }
}
