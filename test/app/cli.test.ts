// The `parley` command as a person meets it: exit codes, words, files. Runs the built program.

import { spawnSync } from 'node:child_process';
import { webcrypto } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { entryFromEvidence, simulatedWorker } from '#enclave/participant/index.ts';
import { examineEvidence } from '#enclave/attestation/index.ts';
import { openSimulatedPlatform } from '#enclave/attestation/simulated/index.ts';
import {
  DatasetManifest,
  Evidence,
  bytesOf,
  hashOf,
  instanceOf,
  makeDocument,
  parseDocument,
  toBase64Url,
  utf8,
  type Hash,
  type SignedDocument,
  type WorkerRequirements,
} from '#enclave/protocol/index.ts';
import { registeredTemplates } from '#enclave/templates/registered.ts';
import { dataOfTest, makeKeystoneWorld } from '../support/keystone-world.ts';
import { root } from '../support/lab-world.ts';
import { canary, filesBelow, leaksIn } from '../support/leak-detector.ts';
import { makeNitroWorld } from '../support/nitro-world.ts';
import { now } from '../support/test-pki.ts';
import { makeTpmWorld } from '../support/tpm-world.ts';
import { bytes32, hash } from '../vectors/accepted-documents.ts';

const folder = mkdtempSync(join(tmpdir(), 'parley-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string) => join(folder, name);

function parley(...args: string[]) {
  const run = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(root, 'dist/parley.cjs'), ...args],
    { cwd: folder, encoding: 'utf8', timeout: 50_000 },
  );
  return { code: run.status, out: run.stdout, words: run.stderr };
}

/** Words for a person, not for a programmer. */
function expectWords(run: { code: number | null; words: string }, code: number, word: string) {
  expect(run.code).toBe(code);
  expect(run.words).toContain(word);
  expect(run.words).not.toMatch(/\n\s+at /);
}

const commands = [
  ...['lab', 'seal', 'verify', 'evidence', 'measure', 'keygen', 'demo', 'dataset', 'policy'],
];
const binary = Uint8Array.from({ length: 300 }, (_, i) => 255 - (i % 200));

beforeAll(() => {
  const rows = Array.from({ length: 1200 }, (_, i) => {
    return `${canary}-${String(i).padStart(5, '0')},${i % 2 === 0 ? 'north' : 'south'},${canary}`;
  });
  writeFileSync(at('loans.csv'), `person_id,region,secret_note\n${rows.join('\n')}\n`);
  const faulty = [...rows];
  faulty[10] = ',north,x';
  faulty[20] = 'only one field';
  writeFileSync(at('faulty.csv'), `person_id,region,secret_note\n${faulty.join('\n')}\n`);
  faulty[20] = rows[20] ?? '';
  writeFileSync(at('empty-key.csv'), `person_id,region,secret_note\n${faulty.join('\n')}\n`);
  writeFileSync(at('junk'), binary);
  writeFileSync(at('pass.txt'), 'correct horse battery staple\n');
  writeFileSync(at('wrong.txt'), 'another passphrase\n');
  expect(parley('keygen', '--name', 'Alder Bank', '--out', at('alder.party')).code).toBe(0);
});

describe('parley', () => {
  it('without a command shows how it is used → 2', () => {
    const { code, out } = parley();
    expect(code).toBe(2);
    for (const command of commands) expect(out).toContain(`parley ${command}`);
  });

  it.each(['--help', 'help'])('%s → 0', (word) => {
    const { code, out } = parley(word);
    expect(code).toBe(0);
    expect(out).toContain('Exit codes');
  });

  it('names a command that it does not know → 2', () => {
    expectWords(parley('destroy'), 2, 'no command "destroy"');
  });

  it.each(commands)('explains %s with an example → 0', (command) => {
    const { code, out } = parley(command, '--help');
    expect(code).toBe(0);
    expect(out).toMatch(/^Examples?:$/m);
    expect(out).toContain(`parley ${command}`);
  });

  it.each(commands)('names an option of %s that there is not → 2', (command) => {
    expectWords(parley(command, '--no-such-option'), 2, '--no-such-option');
  });
});

describe('parley verify', () => {
  it('a file that is not there → 2', () => {
    expectWords(parley('verify', at('nowhere.json')), 2, 'cannot be read (ENOENT)');
  });

  it('a folder → 2', () => {
    expectWords(parley('verify', folder), 2, 'cannot be read (EISDIR)');
  });

  it('junk → 1, and says that it is not verified', () => {
    const { code, out } = parley('verify', at('junk'));
    expect(code).toBe(1);
    expect(out).toContain('NOT VERIFIED');
    expect(out).toContain('BUNDLE_MALFORMED');
    expect(out).not.toContain('✓');
    for (const verdict of ['Signed', 'Ran in an enclave', 'Known parties'])
      expect(out).toContain(`– ${verdict}: no`);
  });

  it('junk as JSON → 1, in one document', () => {
    const { code, out } = parley('verify', at('junk'), '--json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      answer: 'failed',
      evidence: 'not checked',
      verdicts: { linked: { state: 'failed' }, signed: { state: 'not checked' } },
    });
  });

  it('with pins that are none → 2', () => {
    expectWords(parley('verify', at('junk'), '--pins', at('junk')), 2, 'pins');
  });

  it('two bundles, or none → 2', () => {
    expectWords(parley('verify', at('junk'), at('junk')), 2, 'one bundle');
    expectWords(parley('verify'), 2, 'one bundle');
  });
});

describe('parley keygen', () => {
  it('writes a file that only its owner may read, and prints the party', () => {
    const { code, out, words } = parley('keygen', '--name', 'Elm', '--out', at('elm.party'));
    expect(code).toBe(0);
    expect(out).toMatch(/^[0-9a-f]{64}\n$/);
    expect(words).toContain('is not wrapped');
    expect(statSync(at('elm.party')).mode & 0o777).toBe(0o600);
  });

  it('never overwrites → 2', () => {
    const before = readFileSync(at('alder.party'));
    expectWords(
      parley('keygen', '--name', 'Alder', '--out', at('alder.party')),
      2,
      'never overwritten',
    );
    expect(readFileSync(at('alder.party'))).toEqual(before);
  });

  it.each([
    ['2', '1', 'more than half'],
    ['4', '2', 'more than half'],
    ['1', '2', 'no more than all'],
    ['0', '1', '--holders'],
    ['10', '6', '--holders'],
    ['3', '1.5', '--quorum'],
    ['three', '2', '--holders'],
  ])('%s holders with a quorum of %s → 2', (holders, quorum, word) => {
    const run = parley(
      ...['keygen', '--name', 'X', '--out', at('x.party')],
      ...['--holders', holders, '--quorum', quorum],
    );
    expectWords(run, 2, word);
    expect(existsSync(at('x.party'))).toBe(false);
  });

  it('without a name or a file → 2', () => {
    expectWords(parley('keygen', '--name', 'X'), 2, '--out');
    expectWords(parley('keygen', '--out', at('x.party')), 2, '--name');
  });

  it('into a folder that is not there → 2, in words', () => {
    expectWords(parley('keygen', '--name', 'X', '--out', at('no/x')), 2, 'ENOENT');
  });

  it('wraps with a passphrase: nothing of the secrets is readable', () => {
    const out = at('wrapped.party');
    const run = parley('keygen', '--name', 'W', '--out', out, '--passphrase-file', at('pass.txt'));
    expect(run.code).toBe(0);
    expect(run.words).not.toContain('is not wrapped');
    const text = readFileSync(out, 'latin1');
    expect(text.startsWith('age-encryption.org/v1\n-> scrypt ')).toBe(true);
    expect(text).not.toContain('AGE-SECRET-KEY');
    expect(text).not.toContain('analystSeed');
  });

  it('with a passphrase file that is no text → 2', () => {
    const run = parley(
      ...['keygen', '--name', 'W', '--out', at('y.party'), '--passphrase-file', at('junk')],
    );
    expectWords(run, 2, 'is not UTF-8 text');
    expect(existsSync(at('y.party'))).toBe(false);
  });
});

describe('parley seal', () => {
  let count = 0;
  /** Runs with good arguments unless they are given; returns the folder that it may write to. */
  function seal(
    change: { file?: string; identity?: string; column?: string; more?: string[] } = {},
  ) {
    const out = at(`sealed-${count++}`);
    const { file = 'loans.csv', identity = 'alder.party', more = [] } = change;
    const run = parley(
      ...['seal', at(file), '--identity', at(identity), '--out', out],
      ...['--column', change.column ?? 'person_id:entityKey', '--column', 'region:dimension'],
      ...['--entity-domain', 'test-person', ...more],
    );
    return { ...run, folder: out };
  }
  /** Nothing was written, and nobody's row is in the words but the one that is at fault. */
  function expectNothing(run: { folder: string }) {
    expect(existsSync(run.folder) ? readdirSync(run.folder) : []).toEqual([]);
  }

  it('writes three files and prints the name of the manifest → 0', () => {
    const run = seal();
    expect(run.code).toBe(0);
    expect(readdirSync(run.folder).sort()).toEqual([
      'loans.age',
      'loans.keys.age',
      'loans.manifest.json',
    ]);
    const text = readFileSync(join(run.folder, 'loans.manifest.json'), 'utf8');
    const manifest = parseDocument(
      DatasetManifest,
      bytesOf((JSON.parse(text) as SignedDocument).document),
    );
    expect(run.out).toBe(`${manifest.name}\n`);
    expect(manifest.value.columns.map((column) => column.name)).toEqual(['person_id', 'region']);
    expect(statSync(join(run.folder, 'loans.keys.age')).mode & 0o777).toBe(0o600);
  });

  it('lets no row out: not into the files, not into its words', () => {
    const run = seal();
    const places = [
      ...filesBelow(run.folder),
      { name: 'stdout', bytes: Buffer.from(run.out) },
      { name: 'stderr', bytes: Buffer.from(run.words) },
    ];
    expect(places).toHaveLength(5);
    expect(leaksIn(places)).toEqual([]);
  });

  it('says row and column of an empty key → 1', () => {
    const run = seal({ file: 'empty-key.csv' });
    expectWords(run, 1, 'row 12, column person_id');
    expect(run.words).toContain('[KEY_EMPTY]');
    expectNothing(run);
  });

  it('says the row of a ragged record → 1', () => {
    const run = seal({ file: 'faulty.csv' });
    expectWords(run, 1, 'row 22: ');
    expect(run.words).toContain('[RAGGED]');
    expectNothing(run);
  });

  it('asks what counts where rows of a person differ → 1, and seals what was chosen → 0', () => {
    const rows = ['p1,n,0', 'p1,s,1', 'p2,n,1'];
    writeFileSync(at('twice.csv'), `person_id,region,bad\n${rows.join('\n')}\n`);
    const named = ['--column', 'bad:label', '--rows', 'region=only'];
    const asked = seal({ file: 'twice.csv', more: named });
    expectWords(asked, 1, 'column bad: 1 person has rows with different values');
    expect(asked.words).toContain('[ROWS_DIFFER]');
    expectNothing(asked);
    const chosen = seal({ file: 'twice.csv', more: [...named, '--rows', 'bad=worst'] });
    expect(chosen.code).toBe(0);
    const text = readFileSync(join(chosen.folder, 'twice.manifest.json'), 'utf8');
    const { document } = JSON.parse(text) as SignedDocument;
    const { columns } = parseDocument(DatasetManifest, bytesOf(document)).value;
    expect(columns.map(({ reducers }) => reducers)).toEqual([['worst'], [], ['only']]);
    const wrong = seal({ file: 'twice.csv', more: [...named, '--rows', 'bad=most'] });
    expectWords(wrong, 2, '--rows is one of worst, only');
  });

  it('a file that is no CSV → 1', () => {
    const run = seal({ file: 'junk' });
    expect(run.code).toBe(1);
    expect(run.words).toMatch(/row 1.*\[(ENCODING|HEADER_\w+|EMPTY)\]/);
    expectNothing(run);
  });

  it.each([
    ['a column that is not in the file', 'salary:measure', 'no column "salary"'],
    ['a role that there is not', 'person_id:owner', 'no role "owner"'],
    ['no entity key', 'person_id:dimension', 'entityKey'],
  ])('%s → 2', (_what, column, word) => {
    const run = seal({ column });
    expectWords(run, 2, word);
    expectNothing(run);
  });

  it.each([
    ['--normaliser', 'digits-and-more', '--normaliser is one of'],
    ['--assurance', 'high', '--assurance is one of'],
  ])('%s %s → 2', (option, value, word) => {
    const run = seal({ more: [option, value] });
    expectWords(run, 2, word);
    expectNothing(run);
  });

  it('a wrapped identity: the right passphrase → 0, a wrong one or none → 2', () => {
    const named = (file: string) =>
      seal({ identity: 'w.party', more: ['--passphrase-file', file] });
    parley('keygen', '--name', 'W', '--out', at('w.party'), '--passphrase-file', at('pass.txt'));
    expect(named(at('pass.txt')).code).toBe(0);
    const wrong = named(at('wrong.txt'));
    expectWords(wrong, 2, 'wrong passphrase');
    expectNothing(wrong);
    expectWords(seal({ identity: 'w.party' }), 2, '--passphrase-file');
  });

  it('an identity that is none → 2', () => {
    expectWords(seal({ identity: 'junk' }), 2, 'not a key file');
    expectWords(seal({ identity: 'loans.csv' }), 2, 'not a key file');
    expectWords(seal({ identity: 'nowhere' }), 2, 'cannot be read');
  });

  it('without what it needs → 2', () => {
    expectWords(parley('seal'), 2, 'one CSV file');
    expectWords(parley('seal', at('loans.csv')), 2, 'seal needs');
  });
});

describe('parley evidence show', () => {
  it('nonsense → 2', () => {
    expectWords(parley('evidence', 'show', at('junk')), 2, 'MALFORMED');
    expectWords(parley('evidence', 'show', at('loans.csv')), 2, 'MALFORMED');
  });

  it('nothing, or another verb → 2', () => {
    expectWords(parley('evidence', 'show'), 2, 'show FILE');
    expectWords(parley('evidence', 'trust', at('junk')), 2, 'show FILE');
  });
});

async function writtenEvidence(
  name: string,
  change: (evidence: Evidence) => Evidence,
): Promise<string> {
  const platform = await openSimulatedPlatform(globalThis.crypto, {
    chipSeed: bytes32('chip'),
    sealingKey: bytes32('sealing'),
  });
  const runtime = {
    ...{ v: 1 as const, role: 'worker' as const, code: hash('code'), broker: hash('broker') },
    ...{ nonce: toBase64Url(bytes32('nonce')), recipient: `age1pq1${'q'.repeat(60)}` },
    ...{ signingKey: toBase64Url(bytes32('key')), instance: instanceOf(bytes32('key')) },
    jobHash: hash('job'),
  } as const;
  const { value } = await platform.collect(runtime, Math.floor(Date.now() / 1000));
  writeFileSync(at(name), makeDocument(Evidence, change(value)).bytes);
  return at(name);
}

describe('parley evidence show, of a worker', () => {
  it('says that the runtime is the one that was signed → 0', async () => {
    const { code, out } = parley(
      'evidence',
      'show',
      await writtenEvidence('good.json', (one) => one),
    );
    expect(out).toContain('authentic');
    expect(out).toContain('report data is the hash of the runtime below');
    expect(code).toBe(0);
  });

  it('says that another runtime stands beside authentic signatures → 1', async () => {
    const file = await writtenEvidence('swapped.json', (one) => ({
      ...one,
      runtime: { ...one.runtime, nonce: toBase64Url(bytes32('another nonce')) },
    }));
    const { code, out } = parley('evidence', 'show', file);
    expect(out).toContain('authentic');
    expect(out).toContain('report data DIFFERS from the runtime below');
    expect(code).toBe(1);
  });

  it('compares nothing with report data that nobody authentic signed → 1', async () => {
    const file = await writtenEvidence('junk-raw.json', (one) => ({
      ...one,
      raw: toBase64Url(binary),
    }));
    const { code, out } = parley('evidence', 'show', file);
    expect(out).toContain('NOT CHECKED');
    expect(code).toBe(1);
  });
});

describe('parley evidence verify', () => {
  afterAll(() => {
    for (const name of ['nitro.cbor', 'keystone.bin', 'keystone-keys']) {
      rmSync(at(name), { force: true, recursive: true });
    }
  });
  const files = async () => {
    const world = await makeNitroWorld('nitro-enclave');
    const file = at('nitro.cbor');
    writeFileSync(file, world.raw);
    return file;
  };

  it('says the check that evidence under a made-up root fails at, and what it found → 1', async () => {
    const time = new Date(now * 1000).toISOString();
    const flags = ['--format', 'nitro-enclave', '--evidence', await files(), '--at', time];
    const { code, out } = parley('evidence', 'verify', ...flags);
    expect(out).toContain(`nitro-enclave: NOT AUTHENTIC at ${time}`);
    expect(out).toMatch(/PASS {2}payload/);
    expect(out).toMatch(/FAIL {2}chain-anchor/);
    expect(out).toContain('aws.nitro-enclaves f2caf5ec');
    expect(out).not.toContain('What it states');
    expect(code).toBe(1);
    const json = parley('evidence', 'verify', ...flags, '--json');
    expect(JSON.parse(json.out)).toMatchObject({
      authentic: false,
      bound: 'NOT CHECKED',
      acceptable: 'NOT CHECKED',
      fault: 'EVIDENCE_INVALID',
    });
    expect(json.code).toBe(1);
  });

  it('names the key on which evidence rests where no vendor has a root, and what it is bound to → 0', () => {
    const { raw, device } = makeKeystoneWorld();
    mkdirSync(at('keystone-keys'));
    writeFileSync(at('keystone-keys/device.key'), device.publicKey);
    writeFileSync(at('keystone.bin'), raw);
    const flags = ['--format', 'keystone', '--evidence', at('keystone.bin')];
    const keys = ['--endorsements', at('keystone-keys')];
    const data = ['--report-data', Buffer.from(dataOfTest).toString('hex')];
    const { code, out } = parley('evidence', 'verify', ...flags, ...keys, ...data);
    expect(out).toContain('keystone: authentic at');
    expect(out).toMatch(new RegExp(`namedAnchor +${hashOf(device.publicKey)}`));
    expect(out).toContain('Fresh and bound to what was expected: yes');
    expect(code).toBe(0);
    expect(parley('evidence', 'verify', ...flags).out).toMatch(/FAIL {2}endorsements/);
  });

  it('a format without a verifier, a time that is none, a folder that is not there → 2', async () => {
    const file = await files();
    const verify = (...flags: readonly string[]) => parley('evidence', 'verify', ...flags);
    expectWords(verify('--evidence', file), 2, 'needs --format');
    expectWords(verify('--format', 'simulated', '--evidence', file), 2, 'there is a verifier for');
    expectWords(verify('--format', 'intel-me', '--evidence', file), 2, 'there is a verifier for');
    const nitro = ['--format', 'nitro-enclave', '--evidence', file];
    expectWords(verify(...nitro, '--at', 'yesterday'), 2, 'write it as');
    expectWords(verify(...nitro, '--report-data', 'xyz'), 2, 'in hex');
    expectWords(verify(...nitro, '--endorsements', at('nowhere')), 2, 'cannot be read');
  });
});

describe('parley evidence check-vectors', () => {
  const vectors = at('vectors');
  afterAll(() => rmSync(vectors, { force: true, recursive: true }));
  const vector = (name: string, files: Record<string, Uint8Array>, json: unknown) => {
    mkdirSync(join(vectors, name), { recursive: true });
    for (const [file, bytes] of Object.entries(files)) {
      writeFileSync(join(vectors, name, file), bytes);
    }
    writeFileSync(join(vectors, name, 'vector.json'), JSON.stringify(json));
  };
  const check = (...args: readonly string[]) => parley('evidence', 'check-vectors', ...args);
  const good = {
    ...{ format: 'tpm2', evidence: 'quote.bin', endorsements: ['ak.tpmt'] },
    ...{ at: new Date(now * 1000).toISOString(), source: 'test keys' },
  };
  const authentic = { verdict: 'authentic', tcbStatus: null, debug: false, fields: {} };
  beforeAll(async () => {
    const { raw, area } = await makeTpmWorld();
    const files = { 'quote.bin': raw, 'ak.tpmt': area };
    const bent = raw.slice();
    bent.set([(bent[40] ?? 0) ^ 1], 40);
    const anchor = hashOf(area);
    const fields = { namedAnchor: anchor, 'platform.format': 'tpm2' };
    vector('agrees', files, { ...good, expected: { ...authentic, fields } });
    vector(
      'bent',
      { ...files, 'quote.bin': bent },
      {
        ...good,
        expected: { verdict: 'refused', check: 'signature' },
      },
    );
    const nitro = await makeNitroWorld('nitro-enclave');
    vector(
      'nitro/foreign root',
      { 'document.cbor': nitro.raw },
      {
        ...{ ...good, format: 'nitro-enclave', evidence: 'document.cbor', endorsements: [] },
        expected: { verdict: 'refused', check: 'chain-anchor' },
      },
    );
  });

  it('says of each what the verifier says, and that all agree → 0', () => {
    const { code, out } = check(vectors);
    expect(out).toContain('PASS  agrees  authentic, debug off');
    expect(out).toContain('PASS  bent  refused by signature');
    expect(out).toMatch(/PASS {2}nitro\/foreign root {2}refused by chain-/);
    expect(out.trim()).toMatch(/\n3 passed, 0 failed$/);
    expect(code).toBe(0);
  });

  it.each([
    [
      'verdict',
      { ...authentic, verdict: 'refused', check: 'form' },
      'verdict: expected refused, found authentic',
    ],
    [
      'TCB status',
      { ...authentic, tcbStatus: 'UpToDate' },
      'tcbStatus: expected UpToDate, found null',
    ],
    ['debug', { ...authentic, debug: true }, 'debug: expected true, found false'],
    [
      'a field',
      { ...authentic, fields: { 'platform.format': 'tdx' } },
      'platform.format: expected tdx, found tpm2',
    ],
    [
      'a field that is not stated',
      { ...authentic, fields: { nothing: '1' } },
      'nothing: expected 1, found not stated',
    ],
  ])('names what differs: %s → 1', async (_what, wanted, words) => {
    const { raw, area } = await makeTpmWorld();
    const { check: line, ...rest } = { check: undefined, ...wanted };
    const expected = line === undefined ? rest : { verdict: 'refused', check: line };
    vector('differs', { 'quote.bin': raw, 'ak.tpmt': area }, { ...good, expected });
    const { code, out } = check(vectors);
    rmSync(join(vectors, 'differs'), { recursive: true });
    expect(out).toContain('FAIL  differs');
    expect(out).toContain(words);
    expect(out.trim()).toMatch(/\n3 passed, 1 failed$/);
    expect(code).toBe(1);
  });

  it.each([
    ['an unknown field', { ...good, expected: authentic, more: 1 }, 'Unrecognized key'],
    ['an unknown format', { ...good, format: 'intel-me', expected: authentic }, 'format one of'],
    ['a missing verdict', good, 'expected'],
    [
      'a path out of its folder',
      { ...good, evidence: '../quote.bin', expected: authentic },
      'evidence',
    ],
    [
      'a file that is not there',
      { ...good, evidence: 'gone.bin', expected: authentic },
      'cannot be read',
    ],
  ])('fails a vector with %s, in words → 1', (_what, json, words) => {
    vector('broken', {}, json);
    const { code, out } = check(vectors, '--json');
    rmSync(join(vectors, 'broken'), { recursive: true });
    const { vectors: all, failed } = JSON.parse(out) as {
      vectors: readonly { vector: string; problem?: string }[];
      failed: number;
    };
    expect(all.find((one) => one.vector === 'broken')?.problem).toContain(words);
    expect(failed).toBe(1);
    expect(code).toBe(1);
  });

  it('keeps a line feed of others inside its line → 1', () => {
    const fields = { nothing: '1\nPASS  forged  authentic' };
    vector('broken', {}, { ...good, format: 'no\nPASS  forged', expected: authentic });
    vector('differs', {}, { ...good, expected: { ...authentic, fields } });
    const agrees = ['quote.bin', 'ak.tpmt'];
    agrees.forEach((file) =>
      copyFileSync(join(vectors, 'agrees', file), join(vectors, 'differs', file)),
    );
    const { code, out } = check(vectors);
    ['broken', 'differs'].forEach((one) => rmSync(join(vectors, one), { recursive: true }));
    expect(out).toContain('nothing: expected 1\\u000aPASS  forged');
    expect(out).not.toMatch(/^PASS {2}forged/m);
    expect(out.trim()).toMatch(/\n3 passed, 2 failed$/);
    expect(code).toBe(1);
  });

  it('refuses a name that stands twice, and shows the terminal no commands of it → 1', () => {
    vector('broken', {}, {});
    const text = '{"\\u001b[2J\u009b2J":1,"\\u001b[2J\u009b2J":2}';
    writeFileSync(join(vectors, 'broken', 'vector.json'), text);
    const { code, out } = check(vectors);
    rmSync(join(vectors, 'broken'), { recursive: true });
    expect(out).toContain('stands twice');
    expect(out).toContain('\\u009b2J');
    expect(out).not.toContain('\u009b');
    expect(out).not.toContain('\u001b');
    expect(code).toBe(1);
  });

  it('takes a folder without vectors for a mistake → 2', () => {
    expectWords(check(at('nowhere')), 2, 'cannot be read as a folder');
    mkdirSync(at('empty'));
    expectWords(check(at('empty')), 2, 'there is no vector.json');
    expectWords(check(), 2, 'needs one folder');
  });
});

describe('parley evidence verify --policy', () => {
  const files = ['quote.bin', 'entry.json', 'keys'].map(at);
  const [quote = '', policy = '', keys = ''] = files;
  afterAll(() => files.forEach((file) => rmSync(file, { force: true, recursive: true })));
  const tpm = async (
    change: (entry: WorkerRequirements) => unknown,
    ...more: readonly string[]
  ) => {
    const { raw, area } = await makeTpmWorld();
    const context = { crypto: webcrypto as Crypto, at: now };
    const { claims } = await examineEvidence('tpm2', raw, [area], context);
    const entry = claims && entryFromEvidence(claims, hashOf(utf8('worker')), 4_000_000_000);
    if (entry === undefined) throw new Error('no entry');
    mkdirSync(keys, { recursive: true });
    writeFileSync(join(keys, 'ak.tpmt'), area);
    writeFileSync(quote, raw);
    writeFileSync(policy, JSON.stringify(change(entry)));
    const flags = ['--format', 'tpm2', '--evidence', quote, '--endorsements', keys];
    return parley('evidence', 'verify', ...flags, '--policy', policy, ...more);
  };

  it('says line by line that an entry takes it, on which key it rests, and what stays open → 0', async () => {
    const { code, out } = await tpm((entry) => entry);
    expect(out).toMatch(/It rests on the key [0-9a-f]{64}: only a policy/);
    expect(out).toMatch(/PASS {2}reference-values/);
    expect(out).toMatch(/N\/A {3}smt/);
    expect(out).toMatch(/OPEN {2}code/);
    expect(out).toContain('Acceptable: yes, as far as raw evidence says it');
    expect(code).toBe(0);
  });

  it('says which line an entry refuses it by, of several the nearest one → 1', async () => {
    const states = [[{ index: 4, value: '0'.repeat(64) }]];
    const { code, out } = await tpm((entry) => [
      { ...entry, referenceValues: { states }, anchors: ['0'.repeat(64)] },
      { ...entry, referenceValues: { states } },
    ]);
    expect(out).toMatch(/PASS {2}anchor/);
    expect(out).toMatch(/FAIL {2}reference-values {5}PCR4\n {8}expected 0{64}/);
    expect(out).toContain('Acceptable: NO');
    expect(code).toBe(1);
  });

  it('gives the appraisal as EAR claims', async () => {
    const { code, out } = await tpm((entry) => entry, '--json');
    const answer = JSON.parse(out) as { ear: { submods: { tpm2: object } } };
    expect(answer.ear.submods.tpm2).toMatchObject({
      // The code is not shown, and what was not checked is never affirmed.
      ear_status: 'contraindicated',
      ear_trustworthiness_vector: { 'instance-identity': 2, executables: 2, hardware: 2 },
    });
    expect(code).toBe(0);
  });

  it('an entry with a field that there is not, or nothing in it → 2', async () => {
    expectWords(await tpm((entry) => ({ ...entry, other: 1 })), 2, 'is no entry of a policy');
    expectWords(
      await tpm((entry) => ({ ...entry, minTcb: { firmwareMin: '1' } })),
      2,
      'minTcb.firmwareMin',
    );
    expectWords(await tpm(() => []), 2, 'no entry of enclaves');
  });
});

describe('a rule from the command line', () => {
  const id = '1'.repeat(64);
  const rule = {
    ...{ analysts: [id], receivers: [id], partners: [id], questions: ['overlap'] },
    ...{ datasets: [], groupings: [], catchUp: false, entitiesMin: 20, jobsMax: 5, days: 30 },
    enclaves: [simulatedWorker(hashOf(utf8('worker')))],
  };
  const set = (change: object, ...more: readonly string[]) => {
    writeFileSync(at('rule.json'), JSON.stringify({ ...rule, ...change }));
    return parley('policy', 'set', id, '--rule', at('rule.json'), ...more);
  };

  it.each([
    ['a field too many', { standing: true }, 'standing'],
    ['a field too few', { days: undefined }, 'days'],
    ['a party that is none', { partners: ['Birch'] }, 'partners.0'],
    ['a group of nobody', { entitiesMin: 0 }, 'entitiesMin'],
    ['a group below the floor', { entitiesMin: 9 }, 'entitiesMin'],
    ['thousands of days', { days: 9999 }, 'days'],
    ['a question that there is not', { questions: ['rows'] }, 'no question "rows"'],
    ['nobody who may ask', { analysts: [] }, 'allows nothing'],
    ['no machine', { enclaves: [] }, 'allows nothing'],
    ['a machine without bounds', { enclaves: [{ format: 'tdx' }] }, 'enclaves.0'],
  ])('with %s → 2', (_what, change, word) => {
    expectWords(set(change), 2, word);
  });

  it('with names or a preset beside the file → 2', () => {
    expectWords(set({}, '--preset', 'strict'), 2, 'no --preset');
    expectWords(set({}, '--partner', id), 2, 'no --preset');
  });

  it('of a preset without names → 2', () => {
    expectWords(parley('policy', 'set', id, '--preset', 'strict'), 2, 'allows nothing');
    expectWords(parley('policy', 'set', id, '--preset', 'easy'), 2, '--preset is one of');
  });

  it('that is good, where nobody is signed in → 2', () => {
    expectWords(set({}, '--session', at('no.session')), 2, 'you are not signed in');
  });
});

describe('parley dataset register', () => {
  const register = (...args: string[]) =>
    parley('dataset', 'register', ...args, '--session', at('no.session'));

  it('says the faults of a table before anybody is asked for a session → 1', () => {
    expectWords(register(at('faulty.csv')), 1, 'row 22: ');
  });

  it('takes one file, sealed or not → 2', () => {
    expectWords(register(), 2, 'one CSV file');
    expectWords(register(at('loans.csv'), '--sealed', at('loans.csv')), 2, 'one CSV file');
    expectWords(register(at('loans.csv'), at('loans.csv')), 2, 'one file');
  });

  it('signs nothing for a part of a hash → 2', () => {
    expectWords(register('--yes', 'abcdef'), 2, 'whole registration hash');
  });
});

describe('parley measure', () => {
  interface Role {
    readonly code: string;
    readonly files: readonly { readonly file: string; readonly sha256: string }[];
  }
  interface Measured {
    readonly simulated: { readonly broker: Role; readonly worker: Role };
    readonly hardware: { readonly worker: Role };
    readonly templates: readonly { readonly id: string; readonly digest: string }[];
  }

  it('gives the code identities as JSON, every digest 64 hex digits', () => {
    const { code, out } = parley('measure', '--json');
    expect(code).toBe(0);
    const { simulated, templates } = JSON.parse(out) as Measured;
    const { broker, worker } = simulated;
    const digests = [
      broker.code,
      worker.code,
      ...[...broker.files, ...worker.files].map((one) => one.sha256),
      ...templates.map((one) => one.digest),
    ];
    expect(digests.length).toBeGreaterThanOrEqual(8);
    for (const digest of digests) expect(digest).toMatch(/^[0-9a-f]{64}$/);
    expect(broker.code).not.toBe(worker.code);
    const ids = registeredTemplates.map((one) => one.id);
    expect(templates.map((one) => one.id).sort()).toEqual([...ids].sort());
  });

  it('says the same as text', () => {
    const { simulated } = JSON.parse(parley('measure', '--json').out) as Measured;
    const { code, out } = parley('measure');
    expect(code).toBe(0);
    expect(out).toContain(simulated.broker.code);
    expect(out).toContain(simulated.worker.code);
  });

  it('says which program of this build the code in evidence is, and if it is none', async () => {
    const { hardware } = JSON.parse(parley('measure', '--json').out) as Measured;
    const own = await writtenEvidence('own.json', (one) => ({
      ...one,
      runtime: { ...one.runtime, code: hardware.worker.code as Hash },
    }));
    const found = parley('measure', '--compare', own);
    expect(found.out).toBe(`evidence  ${hardware.worker.code}  worker\n`);
    expect(found.code).toBe(0);
    const foreign = await writtenEvidence('foreign.json', (one) => one);
    const none = parley('measure', '--compare', foreign);
    expect(none.out).toContain('NOT OF THIS BUILD');
    expect(none.code).toBe(1);
    expectWords(parley('measure', '--compare', at('junk')), 2, 'MALFORMED');
  });
});

describe('parley lab', () => {
  const scenario = (change: object) => {
    const file = at('scenario.json');
    writeFileSync(
      file,
      JSON.stringify({
        collaboration: 'Room',
        parties: [{ id: 'alder', name: 'Alder Bank' }],
        datasets: [
          {
            id: 'loans',
            owner: 'alder',
            file: 'loans.csv',
            columns: { person_id: { role: 'entityKey' } },
            entityDomain: 'test-person',
          },
        ],
        policies: [],
        jobs: [
          {
            id: 'count',
            template: 'overlap',
            analyst: 'alder',
            inputs: ['loans'],
            params: {},
            recipients: ['alder'],
            decisions: {},
          },
        ],
        ...change,
      }),
    );
    return file;
  };

  it.each([
    ['an unknown key', { extra: 1 }, 'extra'],
    ['a party who is not there', { parties: [{ id: 'birch', name: 'B' }] }, 'no party "alder"'],
    ['no datasets', { datasets: [] }, 'datasets'],
  ])('a scenario with %s → 2', (_what, change, word) => {
    expectWords(parley('lab', 'run', scenario(change)), 2, word);
  });

  it('a file that is no scenario → 2', () => {
    expectWords(parley('lab', 'run', at('loans.csv')), 2, 'not JSON');
    expectWords(parley('lab', 'run', at('junk')), 2, 'is not UTF-8 text');
    expectWords(parley('lab', 'run', at('nowhere.json')), 2, 'cannot be read');
  });

  it('nothing, or another verb → 2', () => {
    expectWords(parley('lab'), 2, '"run SCENARIO" and "schema"');
    expectWords(parley('lab', 'destroy', 'x'), 2, '"run SCENARIO" and "schema"');
  });

  it('schema is the JSON Schema in docs/', () => {
    const { code, out } = parley('lab', 'schema');
    expect(code).toBe(0);
    const kept = readFileSync(join(root, 'docs/lab.schema.json'), 'utf8');
    expect(JSON.parse(kept)).toEqual(JSON.parse(out));
  });
});

it('nothing was written beside what was asked for', () => {
  mkdirSync(at('empty'), { recursive: true });
  const known = /^(sealed-\d+|.*\.(csv|party|txt|json)|junk|empty)$/;
  expect(readdirSync(folder).filter((name) => !known.test(name))).toEqual([]);
});
