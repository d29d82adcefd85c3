// The engine's story of one job, top to bottom: prove the sandbox, make keys, take the ciphertext,
// ask for the file keys, check the release, decrypt, compute, pass the firewall, seal, account.
// Then exit.

import {
  EnclaveError,
  ReleaseRequest,
  hashOf,
  instanceOf,
  makeDocument,
  OwnerNote,
  toBase64Url,
  workerFailures,
  type Bytes,
  type WorkerFailure,
  type WorkerRuntime,
} from '../protocol/index.ts';
import { encodeFrame, type FrameReader } from '../channel/index.ts';
import type { JobEngine } from '../engine/index.ts';
import { releaseTables, rulesetName } from '../firewall/index.ts';
import {
  generateHybridKeys,
  sealTo,
  type ChunkCipher,
  type Secret,
  type Sha256,
} from '../sealing/index.ts';
import { freshSigningKey, signDocument, type SigningKey } from '../signing/sign.ts';
import type { TemplateRegistry } from '../templates/index.ts';
import { checkRelease, type CheckedRelease } from './check-release.ts';
import { encodeSay, expectBytes, expectSay, type FromEngine } from './engine-messages.ts';
import { readJobDocuments, type DocumentedJob } from './job-documents.ts';
import { InputFailure, loadInputs, type PlaintextFiles } from './load-inputs.ts';
import type { SandboxFinding } from './sandbox-proof.ts';
import { failedReceipt, freshSalt, sealResult, type Account } from './seal-result.ts';
import { receiveInput, type SealedInput } from './sealed-inputs.ts';

export interface EngineEnvironment {
  readonly crypto: Crypto;
  readonly sha256: Sha256;
  readonly cipher: ChunkCipher;
  readonly registry: TemplateRegistry;
  readonly files: PlaintextFiles;
  openEngine(paths: readonly string[]): Promise<JobEngine>;
  /** Throws SANDBOX unless this process may see plaintext. */
  proveSandbox(): Promise<readonly SandboxFinding[]>;
  /** Waits until the delivery tick; seconds. */
  waitForTick(seconds: number): Promise<void>;
  readonly frames: FrameReader;
  write(frame: Bytes): void;
}

interface OwnKeys {
  readonly identity: Secret;
  readonly recipient: string;
  readonly signingKey: SigningKey;
}

function say(env: EngineEnvironment, message: FromEngine): void {
  env.write(encodeSay(message));
}

async function takeJob(
  env: EngineEnvironment,
): Promise<{ documented: DocumentedJob; own: OwnKeys }> {
  const { job } = await expectSay(env.frames, 'job');
  const documented = readJobDocuments(job, env.registry);
  const findings = await env.proveSandbox();
  const { identity, recipient } = await generateHybridKeys();
  const signingKey = await freshSigningKey(env.crypto);
  say(env, {
    say: 'ready',
    recipient,
    signingKey: toBase64Url(signingKey.publicKey),
    sandbox: findings.map((finding) => `${finding.id}: ${finding.about}`),
  });
  return { documented, own: { identity, recipient, signingKey } };
}

async function takeInputs(env: EngineEnvironment, { inputs }: DocumentedJob) {
  const next = async (alias: string, index: number): Promise<Bytes> => {
    const told = await expectSay(env.frames, 'segment');
    if (told.alias !== alias || told.index !== index)
      throw new EnclaveError('INPUT_BYTES', 'order');
    return expectBytes(env.frames);
  };
  const taken: SealedInput[] = [];
  for (const input of inputs) taken.push(await receiveInput(input, next, env.sha256));
  return taken;
}

/**
 * Evidence will be about this runtime; the request for keys is signed by the key that stands in it.
 */
async function askForKeys(env: EngineEnvironment, { job, genesis }: DocumentedJob, own: OwnKeys) {
  const challenge = await expectSay(env.frames, 'challenge');
  const runtime: WorkerRuntime = {
    v: 1,
    role: 'worker',
    code: challenge.code,
    nonce: challenge.nonce,
    recipient: own.recipient,
    signingKey: toBase64Url(own.signingKey.publicKey),
    broker: genesis.name,
    instance: instanceOf(own.signingKey.publicKey),
    jobHash: job.name,
  };
  say(env, { say: 'runtime', runtime });
  const { evidence } = await expectSay(env.frames, 'evidence');
  const request = makeDocument(ReleaseRequest, {
    broker: genesis.name,
    instance: challenge.instance,
    nonce: challenge.nonce,
    jobHash: job.name,
    evidence,
    attempt: 0,
  });
  const signed = await signDocument('ReleaseRequest', request, own.signingKey);
  say(env, { say: 'request', request: signed });
  return { runtime, evidence };
}

/** Plaintext exists between these two braces only. */
async function compute(
  env: EngineEnvironment,
  documented: DocumentedJob,
  inputs: readonly SealedInput[],
  fileKeys: CheckedRelease['fileKeys'],
) {
  const { prepared } = documented;
  const engine = await env.openEngine(
    inputs.map((one) => env.files.pathOf(one.source.input.alias)),
  );
  try {
    await loadInputs(inputs, fileKeys, prepared, { engine, files: env.files, cipher: env.cipher });
    return releaseTables(await engine.count(prepared.plan), documented.prepared.minima);
  } finally {
    engine.close();
  }
}

/** A note to the owner whose input failed: sealed to its own recipients, if the job names any. */
async function noteFor(env: EngineEnvironment, { job, inputs }: DocumentedJob, failure: unknown) {
  if (!(failure instanceof InputFailure)) return [];
  const input = inputs.find((one) => one.input.alias === failure.alias);
  const owner = input?.manifest.value.owners[0];
  const own = job.value.recipients.filter((one) => one.party === owner);
  const to = [...new Set(own.map((one) => one.recipient))];
  if (input === undefined || owner === undefined || to.length === 0) return [];
  const note = makeDocument(OwnerNote, {
    jobHash: job.name,
    manifest: input.manifest.name,
    code:
      failure.code === 'INPUT_FORMAT' || failure.code === 'INPUT_FALSE'
        ? failure.code
        : 'INPUT_BYTES',
    salt: freshSalt(env.crypto),
  });
  const file = await sealTo(to, note.bytes);
  return [{ party: owner, file, sha256: hashOf(file) }];
}

async function deliver(
  env: EngineEnvironment,
  account: Account,
  inputs: readonly SealedInput[],
  fileKeys: CheckedRelease['fileKeys'],
) {
  const { documented } = account;
  const tick = Math.max(...documented.inputs.map((one) => one.policy.value.releaseTickSeconds));
  try {
    const disclosed = await compute(env, documented, inputs, fileKeys);
    const { file, receipt } = await sealResult(account, disclosed, freshSalt(env.crypto));
    await env.waitForTick(tick);
    say(env, { say: 'done', receipt, files: ['result'] });
    env.write(encodeFrame({ kind: 'bytes', payload: file }));
  } catch (failure) {
    // After keys there is one failure value; only an owner learns what failed in its own data.
    // A note that cannot be sealed is left out: it must not become a second way of failing.
    const notes = await noteFor(env, documented, failure).catch(() => []);
    const told = notes.map(({ party, sha256 }) => ({ party, sha256 }));
    const receipt = await failedReceipt(account, told);
    await env.waitForTick(tick);
    say(env, { say: 'done', receipt, files: notes.map(() => 'note' as const) });
    for (const { file } of notes) env.write(encodeFrame({ kind: 'bytes', payload: file }));
  }
}

function accountOf(
  documented: DocumentedJob,
  checked: CheckedRelease,
  runtime: WorkerRuntime,
  own: OwnKeys,
): Account {
  const { release } = documented.job.value;
  const dp = release.mode === 'dp';
  return {
    documented,
    release: checked.release,
    runtime,
    signingKey: own.signingKey,
    disclosure: {
      ruleset: rulesetName(documented.prepared.minima),
      mode: release.mode,
      rho: dp ? release.rho : '0/1',
      delta: dp ? release.delta : '0/1',
      cellsMax: release.cellsMax,
    },
  };
}

async function runToDelivery(env: EngineEnvironment): Promise<void> {
  const { documented, own } = await takeJob(env);
  const inputs = await takeInputs(env, documented);
  const { runtime, evidence } = await askForKeys(env, documented, own);
  const received = await expectSay(env.frames, 'release');
  const mine = { runtime, evidence, identity: own.identity };
  const checked = await checkRelease(received, documented, mine, env.crypto);
  await deliver(env, accountOf(documented, checked, runtime, own), inputs, checked.fileKeys);
  own.identity.wipe();
}

function stopCode(error: unknown): WorkerFailure {
  const code: string = error instanceof EnclaveError ? error.code : 'FAILED';
  return workerFailures.find((known) => known === code) ?? 'JOB_MALFORMED';
}

/**
 * Runs one job. Never throws: before keys a failure is told as its code, and nothing was decrypted.
 */
export async function runJob(env: EngineEnvironment): Promise<void> {
  try {
    await runToDelivery(env);
  } catch (error) {
    say(env, { say: 'stopped', code: stopCode(error) });
  }
}
