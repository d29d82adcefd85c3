// TCB info and QE identity as Intel's service answers: {"tcbInfo": {…}, "signature": "…"}. The
// signature covers the inner object exactly as it is written, so that it is cut out, never written
// anew. Source: Intel Provisioning Certification Service API v4.

import * as z from 'zod';
import { readJson, readText } from '../../encoding/json.ts';
import { ParseFault } from '../../examination.ts';
import { noMemo, type Memo } from '../../memo.ts';
import { fromHex, utf8, type Bytes } from '#enclave/protocol/index.ts';

const hex = (length: number) =>
  z
    .string()
    .regex(new RegExp(`^[0-9a-fA-F]{${2 * length}}$`))
    .transform((text) => fromHex(text.toLowerCase()));
const svn = z.int().min(0).max(255);
const wideSvn = z.int().min(0).max(0xffff);
const seconds = z.iso.datetime().transform((text) => Math.floor(Date.parse(text) / 1000));
const components = z.array(z.object({ svn })).length(16);

/** Statuses of a level; every other word is refused. */
export const tcbStatuses = [
  'UpToDate',
  'SWHardeningNeeded',
  'ConfigurationNeeded',
  'ConfigurationAndSWHardeningNeeded',
  'OutOfDate',
  'OutOfDateConfigurationNeeded',
  'Revoked',
] as const;
export type TcbStatus = (typeof tcbStatuses)[number];

const judged = {
  tcbDate: seconds,
  tcbStatus: z.enum(tcbStatuses),
  advisoryIDs: z.array(z.string().max(64)).max(256).default([]),
};
const isvLevels = <S extends readonly TcbStatus[]>(statuses: S) =>
  z
    .array(z.object({ ...judged, tcbStatus: z.enum(statuses), tcb: z.object({ isvsvn: wideSvn }) }))
    .min(1);
// What Intel's own library knows for each; another word ends its judgement too.
const moduleLevels = isvLevels(['UpToDate', 'OutOfDate', 'Revoked'] as const);
const qeLevels = isvLevels([
  'UpToDate',
  'ConfigurationNeeded',
  'OutOfDate',
  'OutOfDateConfigurationNeeded',
  'Revoked',
] as const);

const dated = {
  issueDate: seconds,
  nextUpdate: seconds,
  tcbEvaluationDataNumber: z.int().min(0),
};

const tdxModule = z.object({ mrsigner: hex(48), attributes: hex(8), attributesMask: hex(8) });

const tcbInfoSchema = z.object({
  ...dated,
  id: z.enum(['SGX', 'TDX']),
  version: z.literal(3),
  fmspc: z.string().regex(/^[0-9a-fA-F]{12}$/),
  pceId: z.string().regex(/^[0-9a-fA-F]{4}$/),
  tcbType: z.literal(0),
  tdxModule: tdxModule.optional(),
  tdxModuleIdentities: z
    .array(tdxModule.extend({ id: z.string().max(16), tcbLevels: moduleLevels }))
    .default([]),
  tcbLevels: z
    .array(
      z.object({
        ...judged,
        tcb: z.object({
          sgxtcbcomponents: components,
          pcesvn: wideSvn,
          tdxtcbcomponents: components.optional(),
        }),
      }),
    )
    .min(1),
});
export type TcbInfo = z.infer<typeof tcbInfoSchema>;
export type PlatformLevel = TcbInfo['tcbLevels'][number];

const qeIdentitySchema = z.object({
  ...dated,
  id: z.enum(['QE', 'TD_QE']),
  version: z.literal(2),
  miscselect: hex(4),
  miscselectMask: hex(4),
  attributes: hex(16),
  attributesMask: hex(16),
  mrsigner: hex(32),
  isvprodid: wideSvn,
  tcbLevels: qeLevels,
});
export type QeIdentity = z.infer<typeof qeIdentitySchema>;
export type IsvLevel = Omit<QeIdentity['tcbLevels'][number], 'tcbStatus'> & {
  readonly tcbStatus: TcbStatus;
};

export interface Signed<T> {
  readonly value: T;
  /** The whole answer. */
  readonly whole: Bytes;
  /** The inner object as it stands. */
  readonly signed: Bytes;
  /** r ‖ s. */
  readonly signature: Bytes;
}

export const isStatement = (bytes: Bytes) => bytes[0] === 0x7b;

function readSigned<T>(
  whole: Bytes,
  text: string,
  name: string,
  schema: z.ZodType<T>,
): Signed<T> | undefined {
  const head = new RegExp(`^\\s*\\{\\s*"${name}"\\s*:\\s*(?=\\{)`).exec(text);
  if (head === null) return undefined;
  const tail = /,\s*"signature"\s*:\s*"([0-9a-fA-F]{128})"\s*\}\s*$/.exec(text);
  if (tail === null) {
    throw new ParseFault({
      field: name,
      expected: 'a signature of 64 bytes at the end',
      found: 'none',
    });
  }
  const inner = text.slice(head[0].length, tail.index).trimEnd();
  return {
    whole,
    value: readJson(schema, inner, name),
    signed: utf8(inner),
    signature: fromHex((tail[1] ?? '').toLowerCase()),
  };
}

type Statement =
  | { readonly kind: 'tcbInfo'; readonly tcbInfo: Signed<TcbInfo> }
  | { readonly kind: 'enclaveIdentity'; readonly identity: Signed<QeIdentity> };

function readStatement(bytes: Bytes): Statement {
  const text = readText(bytes, 'statement');
  const tcbInfo = readSigned(bytes, text, 'tcbInfo', tcbInfoSchema);
  if (tcbInfo !== undefined) return { kind: 'tcbInfo', tcbInfo };
  const identity = readSigned(bytes, text, 'enclaveIdentity', qeIdentitySchema);
  if (identity !== undefined) return { kind: 'enclaveIdentity', identity };
  throw new ParseFault({
    field: 'statement',
    expected: 'tcbInfo or enclaveIdentity',
    found: text.slice(0, 24),
  });
}

export interface IntelStatements {
  readonly tcbInfos: readonly Signed<TcbInfo>[];
  readonly qeIdentities: readonly Signed<QeIdentity>[];
}

/** Throws ParseFault on a statement that is neither. */
export function readStatements(
  endorsements: readonly Bytes[],
  memo: Memo = noMemo,
): IntelStatements {
  const tcbInfos: Signed<TcbInfo>[] = [];
  const qeIdentities: Signed<QeIdentity>[] = [];
  for (const bytes of endorsements) {
    const statement = memo.read('statement', bytes, readStatement);
    if (statement.kind === 'tcbInfo') tcbInfos.push(statement.tcbInfo);
    else qeIdentities.push(statement.identity);
  }
  return { tcbInfos, qeIdentities };
}
