// The network side of a worker: fetches ciphertext, relays between engine and broker, asks the
// hardware for evidence, delivers. It holds no key and no plaintext, and verifies nothing that
// matters (R48).

import {
  DatasetManifest,
  EnclaveError,
  JobSpec,
  canonicalBytes,
  readBrokerAnswer,
  readSigned,
  toBase64Url,
  type BrokerAnswer,
  type BrokerRequest,
  type Bytes,
  type Doc,
  type Evidence,
  type Hash,
  type Runtime,
} from '../protocol/index.ts';
import {
  encodeFrame,
  type FrameReader,
  type JobEnd,
  type JobPackage,
  type JobPhase,
  type WorkerPlatform,
} from '../channel/index.ts';
import { readAgeHeader, segmentRanges } from '../sealing/index.ts';
import {
  encodeSay,
  expectBytes,
  readFromEngine,
  type FromEngine,
  type ToEngine,
} from './engine-messages.ts';

/** An engine process, seen from outside. */
export interface EngineProcess {
  readonly frames: FrameReader;
  write(frame: Bytes): void;
  /** Ends the process; its memory goes with it. */
  end(): Promise<void>;
}

export interface AgentEnvironment {
  readonly platform: WorkerPlatform;
  /** Digest of the measured artefact, as the hardware says. */
  readonly code: Hash;
  collect(runtime: Runtime): Promise<Doc<Evidence>>;
  startEngine(): EngineProcess;
  /** Progress by phase only; nothing that depends on data. */
  report(phase: JobPhase): void;
}

/** The job ends here, without keys: refused by the broker, or stopped by the engine. */
class Stopped extends Error {
  readonly end: JobEnd;

  constructor(end: JobEnd) {
    super(end.end);
    this.end = end;
  }
}

function isSaid<S extends FromEngine['say']>(
  message: FromEngine,
  say: S,
): message is Extract<FromEngine, { say: S }> {
  return message.say === say;
}

async function hear<S extends FromEngine['say']>(engine: EngineProcess, say: S) {
  const message = await readFromEngine(engine.frames);
  if (message.say === 'stopped') throw new Stopped({ end: 'stopped', code: message.code });
  if (!isSaid(message, say)) throw new EnclaveError('RELAY', message.say);
  return message;
}

function tell(engine: EngineProcess, message: ToEngine): void {
  engine.write(encodeSay(message));
}

function isAnswer<K extends BrokerAnswer['kind']>(
  answer: BrokerAnswer,
  kind: K,
): answer is Extract<BrokerAnswer, { kind: K }> {
  return answer.kind === kind;
}

async function ask<K extends BrokerAnswer['kind']>(
  env: AgentEnvironment,
  broker: Hash,
  request: BrokerRequest,
  kind: K,
) {
  const answer = readBrokerAnswer(await env.platform.askBroker(broker, canonicalBytes(request)));
  if (answer.kind === 'refused') {
    const { codes, refusal } = answer;
    throw new Stopped({ end: 'refused', codes, ...(refusal === undefined ? {} : { refusal }) });
  }
  if (!isAnswer(answer, kind)) throw new EnclaveError('RELAY', answer.kind);
  return answer;
}

/**
 * Sends one sealed file segment by segment; the header's length comes from the file's first bytes.
 */
async function sendFile(
  env: AgentEnvironment,
  engine: EngineProcess,
  file: { readonly alias: string; readonly blob: Hash; readonly bytes: number },
): Promise<void> {
  const head = await env.platform.readBlob(file.blob, 0, Math.min(file.bytes, 64 * 1024));
  const ranges = segmentRanges(readAgeHeader(head).length, file.bytes);
  for (const [index, { offset, length }] of ranges.entries()) {
    tell(engine, { say: 'segment', alias: file.alias, index });
    const payload = await env.platform.readBlob(file.blob, offset, length);
    engine.write(encodeFrame({ kind: 'bytes', payload }));
  }
}

/** Every segment of every input, whatever the data: the pattern of requests tells nothing (R9). */
async function prefetch(
  env: AgentEnvironment,
  engine: EngineProcess,
  job: JobPackage,
  spec: JobSpec,
): Promise<void> {
  const manifests = job.manifests.map((one) => readSigned(DatasetManifest, one));
  for (const { alias, manifest: name } of spec.inputs) {
    const file = job.inputs.find((one) => one.manifest === name);
    const manifest = manifests.find((one) => one.name === name);
    if (file === undefined || manifest === undefined) throw new EnclaveError('RELAY', alias);
    await sendFile(env, engine, { alias, blob: file.blob, bytes: manifest.value.sealed.bytes });
  }
}

interface Released {
  readonly answer: Extract<BrokerAnswer, { kind: 'released' }>;
  readonly evidence: Doc<Evidence>;
}

async function requestRelease(
  env: AgentEnvironment,
  engine: EngineProcess,
  job: JobPackage,
  broker: Hash,
): Promise<Released> {
  const { nonce, instance } = await ask(env, broker, { kind: 'challenge' }, 'challenge');
  tell(engine, { say: 'challenge', nonce, instance, code: env.code });
  const { runtime } = await hear(engine, 'runtime');
  const evidence = await env.collect(runtime);
  tell(engine, { say: 'evidence', evidence: evidence.name });
  const { request } = await hear(engine, 'request');
  const message: BrokerRequest = {
    kind: 'release',
    request,
    evidence: toBase64Url(evidence.bytes),
    jobSpec: job.jobSpec,
    approvals: job.approvals,
    standing: [],
    licences: [],
    timeTokens: [],
  };
  return { answer: await ask(env, broker, message, 'released'), evidence };
}

async function collectFiles(
  env: AgentEnvironment,
  engine: EngineProcess,
  files: readonly ('result' | 'note')[],
) {
  const stored: { kind: 'result' | 'note'; name: Hash }[] = [];
  for (const kind of files) {
    stored.push({ kind, name: await env.platform.writeBlob(await expectBytes(engine.frames)) });
  }
  return {
    result: stored.find((one) => one.kind === 'result')?.name,
    notes: stored.filter((one) => one.kind === 'note').map((one) => one.name),
  };
}

async function deliver(
  env: AgentEnvironment,
  engine: EngineProcess,
  broker: Hash,
  { answer, evidence }: Released,
): Promise<JobEnd> {
  const { receipt, files } = await hear(engine, 'done');
  const { result, notes } = await collectFiles(env, engine, files);
  // R51: told to the broker too, so that a withheld result is visible to all.
  await ask(env, broker, { kind: 'receipt', receipt }, 'accepted');
  const { release, record } = answer;
  const account = { receipt, release, record, evidence: toBase64Url(evidence.bytes), notes };
  return result === undefined
    ? { end: 'failed', ...account }
    : { end: 'delivered', ...account, result };
}

async function tryJob(
  env: AgentEnvironment,
  engine: EngineProcess,
  job: JobPackage,
): Promise<JobEnd> {
  const spec = readSigned(JobSpec, job.jobSpec).value;
  tell(engine, { say: 'job', job });
  await hear(engine, 'ready');
  env.report('fetching');
  await prefetch(env, engine, job, spec);
  env.report('attesting');
  const released = await requestRelease(env, engine, job, spec.broker);
  env.report('running');
  const { release, sealedKeys, record } = released.answer;
  tell(engine, { say: 'release', release, sealedKeys, record });
  return deliver(env, engine, spec.broker, released);
}

/**
 * Runs one job in a fresh engine process and says how it ended. Never throws for the job's own
 * sake.
 */
export async function serveJob(env: AgentEnvironment, job: JobPackage): Promise<JobEnd> {
  const engine = env.startEngine();
  try {
    return await tryJob(env, engine, job);
  } catch (error) {
    if (error instanceof Stopped) return error.end;
    return { end: 'stopped', code: error instanceof EnclaveError ? error.code : 'RELAY' };
  } finally {
    await engine.end();
  }
}
