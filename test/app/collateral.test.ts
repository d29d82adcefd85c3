// The collateral fetcher against a real server on loopback that answers as Intel's and AMD's do,
// from test keys.

import { spawn } from 'node:child_process';
import { webcrypto } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync, existsSync } from 'node:fs';
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CollateralFault } from '#app/_cli/collateral/collateral-fault.ts';
import { requireOwnFolder, writeEndorsements } from '#app/_cli/collateral/endorsement-folder.ts';
import { fetchPiece } from '#app/_cli/collateral/fetch-piece.ts';
import { neededPieces, type Piece } from '#app/_cli/collateral/needed-pieces.ts';
import { openPieceCache } from '#app/_cli/collateral/piece-cache.ts';
import { serviceAddress } from '#app/_cli/collateral/service-address.ts';
import { takeCollateral, type TakeOptions } from '#app/_cli/collateral/take-collateral.ts';
import {
  EvidenceFault,
  openExamination,
  type Examination,
} from '#enclave/attestation/examination.ts';
import { type Examined } from '#enclave/attestation/index.ts';
import {
  readCollateralSubject,
  type CollateralFormat,
} from '#enclave/attestation/collateral-subject.ts';
import { examineSgx } from '#enclave/attestation/verify/sgx-dcap.ts';
import { examineSnp } from '#enclave/attestation/verify/sev-snp.ts';
import { examineTdx } from '#enclave/attestation/verify/tdx.ts';
import {
  Evidence,
  concatBytes,
  instanceOf,
  makeDocument,
  toBase64Url,
  utf8,
  type Bytes,
} from '#enclave/protocol/index.ts';
import { changed } from '../support/bytes.ts';
import {
  isTdx,
  makeIntelWorld,
  qeIdentityOf,
  statementOf,
  tcbInfoOf,
  type IntelWorld,
  type QuoteKind,
} from '../support/intel-world.ts';
import { root } from '../support/lab-world.ts';
import { chipId, makeSnpWorld, type SnpOptions, type SnpWorld } from '../support/snp-world.ts';
import { issue, makeKey, now, ecdsa384, revocationList, rsaPss } from '../support/test-pki.ts';
import { bytes32, hash } from '../vectors/accepted-documents.ts';

const crypto = webcrypto as Crypto;
const day = 86_400;
const hex = (bytes: Bytes) => Buffer.from(bytes).toString('hex');

interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Bytes;
}
type Answers = Record<string, Answer>;

/** Answers by path and query; anything else is 404, as there. */
class Service {
  answers: Answers = {};
  readonly asked: string[] = [];
  #server: Server;

  constructor() {
    const listener: RequestListener = (request: IncomingMessage, response: ServerResponse) => {
      const path = request.url ?? '';
      this.asked.push(path);
      const {
        status = 200,
        headers = {},
        body = new Uint8Array(),
      } = this.answers[path] ?? {
        status: 404,
      };
      response.writeHead(status, headers).end(body);
    };
    this.#server = createServer(listener);
  }

  async listen(): Promise<string> {
    await new Promise<void>((done) => this.#server.listen(0, '127.0.0.1', done));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }
}

const service = new Service();
let base = '';
const scratch = mkdtempSync(join(tmpdir(), 'parley-collateral-'));
let turn = 0;
let cacheFolder = '';
let into = '';

beforeAll(async () => {
  base = await service.listen();
});
afterAll(async () => {
  await service.close();
  rmSync(scratch, { recursive: true, force: true });
});
beforeEach(() => {
  turn++;
  cacheFolder = join(scratch, `cache-${turn}`);
  into = join(scratch, `into-${turn}`);
  service.asked.length = 0;
});

const pem = (der: Bytes) =>
  `-----BEGIN CERTIFICATE-----\n${Buffer.from(der)
    .toString('base64')
    .replace(/(.{64})/g, '$1\n')}\n-----END CERTIFICATE-----\n`;
const chainHeader = (...ders: readonly Bytes[]) => encodeURIComponent(ders.map(pem).join(''));

const teeOf = ({ kind }: IntelWorld) => (isTdx(kind) ? 'tdx' : 'sgx');
const tcbPath = (world: IntelWorld) => `/${teeOf(world)}/certification/v4/tcb?fmspc=00906ed50000`;
const identityPath = (world: IntelWorld) => `/${teeOf(world)}/certification/v4/qe/identity`;
const rootListPath = '/sgx/certification/v4/rootcacrl';
const pckListPath = '/sgx/certification/v4/pckcrl?ca=platform&encoding=der';

/** As a PCCS answers: the root's list in hex. */
function intelAnswers(world: IntelWorld): Answers {
  const chain = chainHeader(world.signer.der, world.root.der);
  return {
    [tcbPath(world)]: { headers: { 'TCB-Info-Issuer-Chain': chain }, body: world.tcbInfo },
    [identityPath(world)]: {
      headers: { 'SGX-Enclave-Identity-Issuer-Chain': chain },
      body: world.qeIdentity,
    },
    [rootListPath]: { body: utf8(hex(world.rootList)) },
    [pckListPath]: {
      headers: { 'SGX-PCK-CRL-Issuer-Chain': chainHeader(world.platformCa.der, world.root.der) },
      body: world.pckList,
    },
  };
}

const keyPaths = {
  Milan: `/vcek/v1/Milan/${hex(chipId)}?blSPL=03&teeSPL=00&snpSPL=20&ucodeSPL=72`,
  Genoa: `/vcek/v1/Genoa/${hex(chipId)}?blSPL=09&teeSPL=00&snpSPL=22&ucodeSPL=74`,
  Turin: `/vcek/v1/Turin/${hex(chipId.slice(0, 8))}?fmcSPL=01&blSPL=01&teeSPL=00&snpSPL=04&ucodeSPL=80`,
} as const;

function amdAnswers(world: SnpWorld): Answers {
  const { product, kind } = world.options;
  const family = `/${kind.toLowerCase()}/v1/${product}`;
  return {
    ...(kind === 'VCEK' ? { [keyPaths[product]]: { body: world.leaf.der } } : {}),
    [`${family}/cert_chain`]: { body: utf8(pem(world.authority.der) + pem(world.root.der)) },
    [`${family}/crl`]: { body: world.list },
  };
}

type Examine = (endorsements: readonly Bytes[], examination: Examination) => Promise<unknown>;

/** As examineEvidence does it, under the anchors of the test. */
const judgeBy = (examine: Examine) => async (endorsements: readonly Bytes[]) => {
  const examination = openExamination();
  const { lines } = examination;
  try {
    return { lines, claims: await examine(endorsements, examination) } as Examined;
  } catch (fault) {
    if (!(fault instanceof EvidenceFault)) throw fault;
    return { lines, fault };
  }
};

interface Asking extends Partial<TakeOptions> {
  readonly raw?: Bytes;
  readonly given?: readonly Bytes[];
}

function options({ at = now, ageMax = 7 * day, isOffline = false, answerMsMax }: Asking) {
  const cache = openPieceCache(cacheFolder);
  return { cache, at, ageMax, isOffline, ...(answerMsMax === undefined ? {} : { answerMsMax }) };
}

async function taken(
  format: CollateralFormat,
  pieces: readonly Piece[],
  examine: Examine,
  asking: Asking,
) {
  const given = (asking.given ?? []).map((bytes) => ({ file: 'key.der', bytes }));
  const judge = judgeBy(examine);
  const done = await takeCollateral({ format, pieces, given, judge }, options(asking));
  requireOwnFolder(into);
  writeEndorsements(into, done.parts);
  return done;
}

function takeIntel(world: IntelWorld, asking: Asking = {}) {
  const { raw = world.raw, at = now } = asking;
  const context = { crypto, at, anchors: world.anchors };
  const format = isTdx(world.kind) ? 'tdx' : 'sgx-dcap';
  const examine = format === 'tdx' ? examineTdx : examineSgx;
  const subject = readCollateralSubject(format, raw);
  const pieces = neededPieces(subject, { pcs: base, kds: undefined });
  return taken(format, pieces, (all, lines) => examine(raw, all, context, lines), asking);
}

function takeAmd(world: SnpWorld, asking: Asking = {}) {
  const { raw = world.raw, at = now } = asking;
  const context = { crypto, at, anchors: world.anchors };
  const subject = readCollateralSubject('sev-snp', raw, world.options.product);
  const pieces = neededPieces(subject, { pcs: undefined, kds: base });
  return taken('sev-snp', pieces, (all, lines) => examineSnp(raw, all, context, lines), asking);
}

const filesIn = (folder: string) => (existsSync(folder) ? readdirSync(folder).sort() : []);
const contentsOf = (folder: string) =>
  Object.fromEntries(filesIn(folder).map((name) => [name, hex(readFileSync(join(folder, name)))]));

const refusal = async (work: Promise<unknown>) => {
  const error: unknown = await work.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  expect(error).toBeInstanceOf(CollateralFault);
  return (error as CollateralFault).message;
};

const milan: SnpOptions = { version: 3, product: 'Milan', kind: 'VCEK' };

describe('what is asked for', () => {
  it.each<QuoteKind>(['sgx3', 'sgx4', 'sgx5', 'tdx4', 'tdx5-10', 'tdx5-15'])(
    'makes a %s quote authentic, from files that the verifier reads',
    async (kind) => {
      const world = await makeIntelWorld(kind);
      service.answers = intelAnswers(world);
      const { pieces } = await takeIntel(world);
      expect(pieces.map(({ source }) => source)).toEqual(Array(4).fill('service'));
      const wanted = [tcbPath(world), identityPath(world), rootListPath, pckListPath];
      expect(service.asked).toEqual(wanted);
      expect(filesIn(into)).toEqual([
        ...['pck-crl.der', 'qe-identity.json', 'root-crl.der'],
        ...['tcb-info-chain-1.pem', 'tcb-info-chain-2.pem', 'tcb-info.json'],
      ]);
      const context = { crypto, at: now, anchors: world.anchors };
      const written = filesIn(into).map((name) => new Uint8Array(readFileSync(join(into, name))));
      const examine = isTdx(kind) ? examineTdx : examineSgx;
      await examine(world.raw, written, context, openExamination());
    },
  );

  it.each<SnpOptions>([
    { version: 2, product: 'Milan', kind: 'VCEK' },
    { version: 3, product: 'Genoa', kind: 'VCEK' },
    { version: 5, product: 'Turin', kind: 'VCEK' },
  ])('makes a $product report of version $version authentic', async (which) => {
    const world = await makeSnpWorld(which);
    service.answers = amdAnswers(world);
    await takeAmd(world);
    expect(service.asked).toEqual(Object.keys(service.answers));
    expect(filesIn(into)).toEqual(['cert-chain-1.pem', 'cert-chain-2.pem', 'crl.der', 'key.der']);
    const written = filesIn(into).map((name) => new Uint8Array(readFileSync(join(into, name))));
    const context = { crypto, at: now, anchors: world.anchors };
    await examineSnp(world.raw, written, context, openExamination());
  });

  it('does not ask AMD for a VLEK, and takes the one that came from the cloud', async () => {
    const world = await makeSnpWorld({ version: 3, product: 'Milan', kind: 'VLEK' });
    service.answers = amdAnswers(world);
    await takeAmd(world, { given: [world.leaf.der] });
    expect(service.asked).toEqual(['/vlek/v1/Milan/cert_chain', '/vlek/v1/Milan/crl']);
    expect(filesIn(into)).toContain('key.der');
  });

  it('is nothing for a report that masks its chip, or of version 2 without a product', async () => {
    const { raw } = await makeSnpWorld({ version: 2, product: 'Milan', kind: 'VCEK' });
    const masked = raw.slice();
    masked[0x48] = 2;
    const subject = readCollateralSubject('sev-snp', masked, 'Milan');
    expect(() => neededPieces(subject, { pcs: undefined, kds: base })).toThrow('MASK_CHIP_ID');
    expect(() => readCollateralSubject('sev-snp', raw)).toThrow('has to be said');
    expect(() => readCollateralSubject('tdx', raw)).toThrow(EvidenceFault);
  });

  it('is at Intel and AMD unless another is named; only there the root lists apart', () => {
    const intel = { vendor: 'Intel', tee: 'TDX', fmspc: '00906ed50000' } as const;
    const named = { pcs: undefined, kds: undefined };
    const urls = neededPieces({ ...intel, authority: 'processor' }, named).map(({ url }) => url);
    expect(urls).toEqual([
      'https://api.trustedservices.intel.com/tdx/certification/v4/tcb?fmspc=00906ed50000',
      'https://api.trustedservices.intel.com/tdx/certification/v4/qe/identity',
      'https://certificates.trustedservices.intel.com/IntelSGXRootCA.der',
      'https://api.trustedservices.intel.com/sgx/certification/v4/pckcrl?ca=processor&encoding=der',
    ]);
  });
});

describe('an answer that does not stand', () => {
  let intel: IntelWorld;
  let amd: SnpWorld;
  let other: IntelWorld;
  beforeAll(async () => {
    [intel, other, amd] = await Promise.all([
      makeIntelWorld('tdx4'),
      makeIntelWorld('tdx4'),
      makeSnpWorld(milan),
    ]);
  });

  /** An honest set is there already, three days old, and so is the cache. */
  async function refusedOver(work: () => Promise<unknown>, words: string | RegExp) {
    const before = [contentsOf(into), contentsOf(cacheFolder)];
    expect(Object.keys(before[0] ?? {})).not.toEqual([]);
    expect(await refusal(work())).toMatch(words);
    expect([contentsOf(into), contentsOf(cacheFolder)]).toEqual(before);
  }

  async function refusedIntel(changes: Answers, words: string | RegExp, asking: Asking = {}) {
    service.answers = intelAnswers(intel);
    await takeIntel(intel, { at: now - day });
    service.answers = { ...service.answers, ...changes };
    await refusedOver(() => takeIntel(intel, { ageMax: 0, ...asking }), words);
  }

  async function refusedAmd(changes: Answers, words: string | RegExp, asking: Asking = {}) {
    service.answers = amdAnswers(amd);
    await takeAmd(amd, { at: now - day });
    service.answers = { ...service.answers, ...changes };
    await refusedOver(() => takeAmd(amd, { ageMax: 0, ...asking }), words);
  }

  const signer = () => ({ 'TCB-Info-Issuer-Chain': chainHeader(intel.signer.der, intel.root.der) });

  it('refuses a forged TCB info', () =>
    refusedIntel(
      { [tcbPath(intel)]: { headers: signer(), body: changed(intel.tcbInfo, 40, 0x32) } },
      /not written\n {2}(tcb-info|statements)/,
    ));

  it('refuses the collateral of somebody else’s root', () =>
    refusedIntel(intelAnswers(other), 'not written'));

  it('refuses a TCB info that has ended', async () => {
    const inner = { ...tcbInfoOf(true), nextUpdate: '2026-05-30T00:00:00Z' };
    const body = await statementOf('tcbInfo', inner, intel.signer.key);
    await refusedIntel({ [tcbPath(intel)]: { headers: signer(), body } }, 'tcb-info-validity');
  });

  it('refuses bytes behind a TCB info, a list, a key, a chain', async () => {
    const tail = Uint8Array.of(0x21);
    const behind = (bytes: Bytes) => concatBytes(bytes, tail);
    const info = { headers: signer(), body: behind(intel.tcbInfo) };
    await refusedIntel({ [tcbPath(intel)]: info }, 'not written');
    await refusedIntel({ [pckListPath]: { body: behind(intel.pckList) } }, 'not written');
    await refusedAmd({ [keyPaths.Milan]: { body: behind(amd.leaf.der) } }, 'not written');
    const chain = utf8(`${pem(amd.authority.der)}${pem(amd.root.der)}!`);
    await refusedAmd({ '/vcek/v1/Milan/cert_chain': { body: chain } }, 'no chain of certificates');
  });

  it('refuses a revocation list of another key, and one that has ended', async () => {
    const key = await makeKey(rsaPss);
    const forged = await revocationList(amd.root, { key });
    await refusedAmd({ '/vcek/v1/Milan/crl': { body: forged } }, 'crl-signature');
    const nextUpdate = new Date((now - day / 2) * 1000);
    const ended = await revocationList(amd.root, { nextUpdate });
    await refusedAmd({ '/vcek/v1/Milan/crl': { body: ended } }, 'crl-validity');
  });

  it('refuses the key of another chip', async () => {
    const { leaf } = await makeSnpWorld(milan);
    await refusedAmd({ [keyPaths.Milan]: { body: leaf.der } }, 'chain-signature');
  });

  it('says that the vendor does not vouch for what its good list revokes', async () => {
    const revoked = await revocationList(amd.root, { revoked: ['010001'] });
    await refusedAmd({ '/vcek/v1/Milan/crl': { body: revoked } }, 'does not vouch for this');
  });

  it('says that it is the evidence that was forged', async () => {
    const report = changed(amd.raw, 0x90, 0xaa);
    await refusedAmd({}, 'evidence itself does not stand', { raw: report });
    const quote = changed(intel.raw, 48 + 136, 0xaa);
    await refusedIntel({}, /evidence itself.*\n {2}quote-signature/, { raw: quote });
  });

  it('refuses more bytes than such an answer has', () =>
    refusedAmd({ [keyPaths.Milan]: { body: new Uint8Array(17 * 1024) } }, 'more than 16384 bytes'));

  it('follows nobody elsewhere, not even to itself', async () => {
    const away = { status: 302, headers: { location: `${base}${keyPaths.Milan}&again` } };
    service.answers = { [`${keyPaths.Milan}&again`]: { body: amd.leaf.der } };
    await refusedAmd({ [keyPaths.Milan]: away }, 'sends elsewhere');
    expect(service.asked.filter((path) => path.endsWith('&again'))).toEqual([]);
  });

  it('refuses a TCB info without the chain of its signer, or with one that is none', async () => {
    const body = intel.tcbInfo;
    await refusedIntel({ [tcbPath(intel)]: { body } }, 'no TCB-Info-Issuer-Chain');
    const headers = { 'TCB-Info-Issuer-Chain': '%E0%A4%A' };
    await refusedIntel({ [tcbPath(intel)]: { headers, body } }, 'no URL encoding');
  });

  it('says what to do about a chip that AMD does not know, and about asking too often', async () => {
    await refusedAmd({ [keyPaths.Milan]: { status: 404 } }, 'a TCB that AMD does not know');
    const busy = { status: 429, headers: { 'retry-after': '12' } };
    await refusedAmd({ [keyPaths.Milan]: busy }, 'try again in 12 seconds');
    await refusedAmd({ [keyPaths.Milan]: { status: 503 } }, 'try again later');
  });

  it('leaves out a certificate that the evidence stands without', async () => {
    const stranger = await issue({ name: 'CN=Stranger', key: await makeKey(ecdsa384) });
    service.answers = amdAnswers(amd);
    const chain = [amd.authority, stranger, amd.root].map(({ der }) => pem(der)).join('');
    service.answers['/vcek/v1/Milan/cert_chain'] = { body: utf8(chain) };
    await takeAmd(amd);
    expect(filesIn(into)).toEqual(['cert-chain-1.pem', 'cert-chain-3.pem', 'crl.der', 'key.der']);
    const cached = filesIn(cacheFolder).map((name) =>
      readFileSync(join(cacheFolder, name), 'utf8'),
    );
    const packed = (der: Bytes) => Buffer.from(pem(der)).toString('base64url').slice(60, 600);
    expect(cached.join('')).toContain(packed(amd.authority.der));
    expect(cached.join('')).not.toContain(packed(stranger.der));
  });

  it('gives up on a service that does not answer in time', async () => {
    const silent = createServer(() => undefined);
    await new Promise<void>((done) => silent.listen(0, '127.0.0.1', done));
    const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/`;
    const piece = { name: 'key', url, form: 'certificate', bytesMax: 9, unknown: '' } as const;
    expect(await refusal(fetchPiece(piece, 50))).toContain('cannot be asked');
    silent.closeAllConnections();
    await new Promise((done) => silent.close(done));
  });
});

describe('the cache', () => {
  let world: SnpWorld;
  beforeAll(async () => {
    world = await makeSnpWorld(milan);
  });
  beforeEach(() => {
    service.answers = amdAnswers(world);
  });

  it('answers within the age limit, and is asked past after it', async () => {
    await takeAmd(world, { at: now - 2 * day });
    service.asked.length = 0;
    const { pieces } = await takeAmd(world, { ageMax: 2 * day + 1 });
    expect(pieces.map(({ source }) => source)).toEqual(['cache', 'cache', 'cache']);
    expect(service.asked).toEqual([]);
    await takeAmd(world, { ageMax: 2 * day });
    expect(service.asked).toHaveLength(3);
  });

  it('is asked past where a list has ended, and only there', async () => {
    await takeAmd(world);
    service.asked.length = 0;
    const nextUpdate = new Date((now + 20 * day) * 1000);
    service.answers['/vcek/v1/Milan/crl'] = {
      body: await revocationList(world.root, { nextUpdate }),
    };
    await takeAmd(world, { at: now + 11 * day, ageMax: 30 * day });
    expect(service.asked).toEqual(['/vcek/v1/Milan/crl']);
  });

  it('is asked past where a TCB info or QE identity has ended', async () => {
    const intel = await makeIntelWorld('sgx3');
    const honest = intelAnswers(intel);
    service.answers = honest;
    for (const path of [tcbPath(intel), identityPath(intel)]) {
      const isInfo = path === tcbPath(intel);
      const inner = isInfo ? tcbInfoOf(false) : qeIdentityOf(false);
      const soon = { ...inner, nextUpdate: '2026-06-02T00:00:00Z' };
      const name = isInfo ? 'tcbInfo' : 'enclaveIdentity';
      const body = await statementOf(name, soon, intel.signer.key);
      service.answers = { ...honest, [path]: { ...honest[path], body } };
      await takeIntel(intel, { ageMax: 0 });
      service.answers = honest;
      service.asked.length = 0;
      await takeIntel(intel, { at: now + 2 * day, ageMax: 30 * day });
      expect(service.asked).toEqual([path]);
    }
  });

  const fileWith = (piece: string) => {
    const holds = (name: string) => readFileSync(join(cacheFolder, name), 'utf8').includes(piece);
    return join(cacheFolder, filesIn(cacheFolder).find(holds) ?? 'none');
  };
  interface Entry {
    fetchedAt: number;
    parts: { file: string; bytes: string }[];
  }
  const rewrite = (piece: string, change: (entry: Entry) => void) => {
    const entry = JSON.parse(readFileSync(fileWith(piece), 'utf8')) as Entry;
    change(entry);
    writeFileSync(fileWith(piece), JSON.stringify(entry));
  };
  const breakSignature = ({ parts: [part] }: Entry) => {
    if (part === undefined) throw new Error('a part was cached');
    const bytes = new Uint8Array(Buffer.from(part.bytes, 'base64url'));
    part.bytes = Buffer.from(changed(bytes, bytes.length - 5, 0x5a)).toString('base64url');
  };

  it('is not believed: a piece whose signature is broken is fetched again, and offline refused', async () => {
    await takeAmd(world);
    const honest = contentsOf(into);
    rewrite('crl.der', breakSignature);
    const offline = await refusal(takeAmd(world, { isOffline: true }));
    expect(offline).toMatch(/what the cache holds does not stand.*\n {2}crl-signature/);
    expect(contentsOf(into)).toEqual(honest);
    service.asked.length = 0;
    const { pieces } = await takeAmd(world);
    expect(pieces.map(({ source }) => source)).toEqual(Array(3).fill('service'));
    expect(contentsOf(into)).toEqual(honest);
    await takeAmd(world, { isOffline: true });
  });

  it('is not believed about files, times and addresses', async () => {
    const twists: readonly ((entry: Entry) => void)[] = [
      (entry) => (entry.fetchedAt = now + 1),
      ({ parts }) => parts.forEach((part) => (part.file = '../outside.der')),
      ({ parts }) => parts.forEach((part) => (part.file = 'crl.der')),
      ({ parts }) => parts.push(...parts),
      (entry) => Object.assign(entry, { url: 'https://kdsintf.amd.com/' }),
    ];
    for (const twist of twists) {
      await takeAmd(world, { ageMax: 0 });
      rewrite('key.der', twist);
      service.asked.length = 0;
      await takeAmd(world);
      expect(service.asked).toEqual([keyPaths.Milan]);
    }
    writeFileSync(fileWith('key.der'), '{"half');
    service.asked.length = 0;
    await takeAmd(world);
    expect(service.asked).toEqual([keyPaths.Milan]);
  });

  it('offline opens no connection, and says what is missing and why', async () => {
    expect(await refusal(takeAmd(world, { isOffline: true }))).toMatch(
      /offline.*\n {2}key: not in the cache.*\n {2}cert-chain: not .*\n {2}crl: not/,
    );
    await takeAmd(world, { at: now - 3 * day });
    service.asked.length = 0;
    const { pieces } = await takeAmd(world, { isOffline: true });
    expect(pieces.map(({ fetchedAt }) => fetchedAt)).toEqual(Array(3).fill(now - 3 * day));
    expect(pieces.map(({ until }) => until)).toEqual([
      now + 30 * day,
      now + 30 * day,
      now + 10 * day,
    ]);
    const old = await refusal(takeAmd(world, { isOffline: true, ageMax: day }));
    expect(old).toContain('crl: fetched on 2026-05-29, beyond --max-age');
    const ended = await refusal(
      takeAmd(world, { isOffline: true, at: now + 11 * day, ageMax: 99 * day }),
    );
    expect(ended).toContain('crl: out of date since 2026-06-11');
    expect(ended).not.toContain('key:');
    expect(service.asked).toEqual([]);
  });
});

describe('the folder', () => {
  it('with files of somebody else is not taken, and none is left half written', () => {
    writeEndorsements(into, [
      { file: 'crl.der', bytes: Uint8Array.of(1) },
      { file: 'cert-chain-3.pem', bytes: Uint8Array.of(2) },
    ]);
    writeEndorsements(`${into}/`, [{ file: 'crl.der', bytes: Uint8Array.of(3) }]);
    expect(contentsOf(into)).toEqual({ 'crl.der': '03' });
    expect(filesIn(scratch).filter((name) => name.includes('.new-'))).toEqual([]);
    writeFileSync(join(into, 'notes.txt'), 'mine');
    expect(() => {
      requireOwnFolder(into);
    }).toThrow('holds notes.txt');
  });
});

describe('addresses', () => {
  it.each([
    'http://kdsintf.amd.com',
    'http://127.0.0.1.example.org',
    'http://10.0.0.1',
    'file:///etc',
  ])('refuses %s: only https, but on this machine', (address) => {
    expect(() => serviceAddress(address)).toThrow('only https');
  });

  it('refuses passwords, queries and what is none', () => {
    expect(() => serviceAddress('https://a:b@pccs.example.org')).toThrow('password');
    expect(() => serviceAddress('https://pccs.example.org/?a=b')).toThrow('ends before');
    expect(() => serviceAddress('pccs')).toThrow('no address');
  });

  it('takes this machine, and the form that Intel’s settings have', () => {
    expect(serviceAddress('http://localhost:8081')).toBe('http://localhost:8081');
    expect(serviceAddress('http://[::1]:8081/')).toBe('http://[::1]:8081');
    expect(serviceAddress('https://pccs.example.org:8081/sgx/certification/v4/')).toBe(
      'https://pccs.example.org:8081',
    );
    expect(serviceAddress(undefined)).toBeUndefined();
  });

  it('are looked at again by what fetches', async () => {
    const piece = { name: 'key', form: 'certificate', bytesMax: 9, unknown: '' } as const;
    await expect(fetchPiece({ ...piece, url: 'http://kdsintf.amd.com/x' })).rejects.toThrow(
      'only https',
    );
  });
});

describe('parley evidence collateral', () => {
  /** Beside this process, which has to answer meanwhile. */
  async function parley(...args: readonly string[]) {
    const program = join(root, 'dist/parley.cjs');
    const run = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', program, 'evidence', 'collateral', ...args],
      { cwd: scratch, env: { ...process.env, XDG_CACHE_HOME: cacheFolder } },
    );
    const said = { out: '', words: '' };
    run.stdout.setEncoding('utf8').on('data', (text: string) => (said.out += text));
    run.stderr.setEncoding('utf8').on('data', (text: string) => (said.words += text));
    const code = await new Promise<number | null>((done) => run.on('close', done));
    expect(said.words).not.toMatch(/\n\s+at /);
    return { code, ...said };
  }

  async function expectWords(args: readonly string[], code: number, words: string) {
    const run = await parley(...args);
    expect(run.words).toContain(words);
    expect(run.code).toBe(code);
    expect(filesIn(into)).toEqual([]);
  }

  const runtime = {
    ...{ v: 1 as const, role: 'worker' as const, code: hash('code'), broker: hash('broker') },
    ...{ nonce: toBase64Url(bytes32('nonce')), recipient: `age1pq1${'q'.repeat(60)}` },
    ...{ signingKey: toBase64Url(bytes32('key')), instance: instanceOf(bytes32('key')) },
    jobHash: hash('job'),
  } as const;

  const fileOf = (bytes: Bytes) => {
    const file = join(scratch, `evidence-${turn}`);
    writeFileSync(file, bytes);
    return file;
  };

  it('says what is wrong with a command line → 2', async () => {
    const { raw } = await makeSnpWorld({ version: 2, product: 'Milan', kind: 'VLEK' });
    const file = fileOf(raw);
    const from = ['--evidence', file, '--into', into];
    const snp = [...from, '--format', 'sev-snp'];
    await expectWords(['--evidence', file], 2, 'needs --evidence and --into');
    await expectWords(from, 2, 'raw evidence needs --format');
    await expectWords([...from, '--format', 'psa'], 2, 'fetched for sgx-dcap, tdx, sev-snp');
    await expectWords([...from, '--format', 'tdx'], 2, 'no tdx evidence to ask about');
    await expectWords(snp, 2, 'needs --product');
    await expectWords([...snp, '--product', 'Rome'], 2, 'one of Milan, Genoa, Turin');
    const known = [...snp, '--product', 'Milan'];
    await expectWords(known, 2, 'signed by a VLEK');
    await expectWords([...known, '--max-age', '-1d'], 2, '--max-age');
    await expectWords([...known, '--kds', 'http://kdsintf.amd.com'], 2, 'only https');
    expect(service.asked).toEqual([]);
  });

  it('offline with an empty cache says what is missing, and opens no connection → 1', async () => {
    const { raw } = await makeSnpWorld(milan);
    const from = ['--format', 'sev-snp', '--evidence', fileOf(raw), '--into', into];
    await expectWords([...from, '--kds', base, '--offline'], 1, 'key: not in the cache');
    expect(service.asked).toEqual([]);
  });

  it('takes a VLEK and the format from an evidence file, and no root but the compiled-in one → 1', async () => {
    const world = await makeSnpWorld({ version: 3, product: 'Milan', kind: 'VLEK' });
    service.answers = amdAnswers(world);
    const { bytes } = makeDocument(Evidence, {
      format: 'sev-snp',
      raw: toBase64Url(world.raw),
      endorsements: [toBase64Url(world.leaf.der)],
      runtime,
    });
    const from = ['--evidence', fileOf(bytes), '--into', into, '--kds', base];
    await expectWords(from, 1, 'chain-anchor');
    expect(service.asked).toEqual(['/vlek/v1/Milan/cert_chain', '/vlek/v1/Milan/crl']);
    await expectWords([...from, '--format', 'tdx'], 2, 'the file says sev-snp');
    expect(filesIn(cacheFolder)).toEqual([]);
  });

  it('says so where nobody answers → 1', async () => {
    const { raw } = await makeIntelWorld('tdx4');
    const from = ['--format', 'tdx', '--evidence', fileOf(raw), '--into', into];
    await expectWords([...from, '--pcs', 'http://127.0.0.1:9'], 1, 'cannot be asked');
  });
});
