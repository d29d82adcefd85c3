// Booting → Keyed → Serving (docs/protocol.md section 5): make a Genesis, or unseal the secret that
// this platform sealed; load and verify the state; log the boot with evidence over the entry before
// it.

import {
  EnclaveError,
  Genesis,
  LogEntry,
  bytesOf,
  encodeMessage,
  fromHex,
  instanceOf,
  makeDocument,
  noPrevious,
  readBrokerRecord,
  readLogBody,
  readSigned,
  sorted,
  toBase64Url,
  type BrokerRecord,
  type BrokerRuntime,
  type Bytes,
  type Head,
  type SignedDocument,
} from '../protocol/index.ts';
import { emptyState, type DecisionState } from '../decision/index.ts';
import { Secret } from '../sealing/index.ts';
import { plainKey, verifySigned, type Signed } from '../signing/index.ts';
import { freshSigningKey, signDocument } from '../signing/sign.ts';
import type { BrokerEnvironment } from './environment.ts';
import { deriveEpochKeys, type EpochKeys } from './epoch-keys.ts';
import { makeRecord } from './log.ts';
import { replay } from './replay.ts';

/** A broker that holds its keys and a verified state. */
export interface Booted {
  readonly keys: EpochKeys;
  readonly genesis: Signed<Genesis>;
  readonly state: DecisionState;
  readonly boot: BrokerRecord;
  /** Everything stored so far; at first the boot's own record is the last. */
  readonly records: readonly BrokerRecord[];
}

/**
 * R22: whom this broker follows. The platform chooses which one it shows; that it was a broker, and
 * that its log once ended here, its own key says. Throws SIGNATURE_INVALID or LINK_BROKEN.
 */
async function readPredecessor(env: BrokerEnvironment): Promise<Genesis['previous']> {
  const shown = await env.store.readPredecessor();
  if (shown === null) return undefined;
  const claimed = readSigned(Genesis, shown.genesis).value;
  const key = plainKey(claimed.signingKey);
  const genesis = await verifySigned(Genesis, shown.genesis, [key], env.crypto);
  const last = await verifySigned(LogEntry, shown.last, [key], env.crypto);
  if (last.value.broker !== genesis.name) throw new EnclaveError('LINK_BROKEN', 'predecessor');
  const head = { broker: genesis.name, index: last.value.index, entry: last.name };
  return { broker: genesis.name, head };
}

async function makeGenesis(
  env: BrokerEnvironment,
  keys: EpochKeys,
  previous: Genesis['previous'],
): Promise<SignedDocument> {
  // Hardware formats join this list with their verifiers; until then only the simulated one exists.
  const platform = {
    format: 'simulated' as const,
    referenceValues: { code: [env.code] },
    minTcb: {},
    debug: false as const,
  };
  const doc = makeDocument(Genesis, {
    assurance: env.assurance,
    code: env.code,
    instances: [platform],
    recipient: keys.recipient,
    signingKey: toBase64Url(keys.signingKey.publicKey),
    noiseKeyId: keys.noiseKeyId,
    ...(previous === undefined ? {} : { previous }),
    narrowers: sorted(env.narrowers),
  });
  return signDocument('Genesis', doc, keys.signingKey);
}

function storedGenesis(records: readonly BrokerRecord[]): SignedDocument {
  const body = records[0] === undefined ? undefined : readLogBody(bytesOf(records[0].body));
  if (body?.kind !== 'boot') throw new EnclaveError('BROKER_HALTED', 'no boot entry');
  return body.genesis;
}

/** R20: the public keys are derived and compared with the Genesis before use. */
async function verifyGenesis(
  env: BrokerEnvironment,
  keys: EpochKeys,
  signed: SignedDocument,
): Promise<Signed<Genesis>> {
  const key = plainKey(toBase64Url(keys.signingKey.publicKey));
  const genesis = await verifySigned(Genesis, signed, [key], env.crypto);
  const { value } = genesis;
  const ours =
    value.recipient === keys.recipient &&
    value.signingKey === key.publicKey &&
    value.code === env.code &&
    value.assurance === env.assurance;
  if (!ours) throw new EnclaveError('BROKER_HALTED', 'genesis');
  return genesis;
}

/**
 * What is stored and does not read or verify is not this broker's own word, whatever is wrong with
 * it.
 */
async function asHalted<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (!(cause instanceof EnclaveError)) throw cause;
    throw new EnclaveError('BROKER_HALTED', cause.place, { cause });
  }
}

/**
 * The epoch secret: fresh where nothing is stored, else unsealed; there is no third way in (R20).
 */
async function epochSecret(
  env: BrokerEnvironment,
  hasRecords: boolean,
): Promise<{ secret: Secret; fresh: boolean }> {
  const sealed = await env.store.readSecret();
  if (sealed !== null) {
    return { secret: new Secret(await env.platform.unseal(env.code, sealed)), fresh: false };
  }
  // A store that mislaid the secret may find it again; a fresh one would take its place for ever.
  if (hasRecords) throw new EnclaveError('BROKER_NOT_READY', 'secret missing');
  const secret = env.crypto.getRandomValues(new Uint8Array(32));
  await env.store.writeSecret(await env.platform.seal(env.code, secret));
  return { secret: new Secret(secret), fresh: true };
}

/** Evidence of a broker that holds the keys of its Genesis, over the asker's nonce. */
export async function brokerEvidence(
  env: BrokerEnvironment,
  { state, keys }: Pick<Booted, 'state' | 'keys'>,
  nonce: string,
) {
  const last = state.log.at(-1);
  const head: Head | undefined =
    last === undefined
      ? undefined
      : { broker: state.broker.id, index: state.log.length - 1, entry: last };
  const runtime: BrokerRuntime = {
    v: 1,
    role: 'broker',
    code: env.code,
    nonce,
    recipient: keys.recipient,
    signingKey: toBase64Url(keys.signingKey.publicKey),
    broker: state.broker.id,
    instance: state.broker.instance,
    ...(head === undefined ? {} : { head }),
  };
  return env.platform.collect(runtime, env.now());
}

/**
 * Brings a broker up. Throws BROKER_NOT_READY (cannot unseal) or BROKER_HALTED (state not its own).
 */
export async function bootBroker(env: BrokerEnvironment): Promise<Booted> {
  const stored = await env.store.readRecords();
  // Before the secret is stored: a broker whose predecessor is not one never comes into being.
  const previous = stored.length === 0 ? await readPredecessor(env) : undefined;
  const { secret, fresh } = await epochSecret(env, stored.length > 0);
  const keys = await deriveEpochKeys(env.crypto, secret);
  secret.wipe();
  const records = await asHalted(() => stored.map(readBrokerRecord));
  if (!fresh && records.length === 0) throw new EnclaveError('BROKER_HALTED', 'state');
  const signed = fresh
    ? await makeGenesis(env, keys, previous)
    : await asHalted(() => storedGenesis(records));
  const genesis = await asHalted(() => verifyGenesis(env, keys, signed));
  const bootKey = await freshSigningKey(env.crypto);
  const broker = {
    id: genesis.name,
    genesis: genesis.value,
    instance: instanceOf(bootKey.publicKey),
  };
  const loaded = await replay(emptyState(broker), records, env.crypto);
  const at = Math.max(loaded.at, env.now());
  const booted = { keys, genesis, state: { ...loaded, at }, records };
  const nonce = toBase64Url(fromHex(loaded.log.at(-1) ?? noPrevious));
  const evidence = await brokerEvidence(env, booted, nonce);
  const body = { kind: 'boot' as const, genesis: signed, evidence: toBase64Url(evidence.bytes) };
  const { record, entry } = await makeRecord(env.crypto, booted.state, keys.signingKey, body);
  await env.store.appendRecord(booted.state.log.length, encodeRecord(record));
  return {
    ...booted,
    state: { ...booted.state, log: [...loaded.log, entry] },
    boot: record,
    records: [...records, record],
  };
}

/**
 * A record as it is stored. What could not be read again must not be written: it would be this
 * broker's last start. Throws MALFORMED.
 */
export function encodeRecord(record: BrokerRecord): Bytes {
  const bytes = encodeMessage(record);
  readBrokerRecord(bytes);
  readLogBody(bytesOf(record.body));
  return bytes;
}
