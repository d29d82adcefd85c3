// The same job from two terminals: whoever does not want to trust the platform's pages does all of
// it with the command, which knows the code of its own build.

import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Encrypter } from 'age-encryption';
import {
  checkTable,
  codeOfFiles,
  proposeSchema,
  readCsv,
  writeParquet,
  simulatedWorker,
} from '#enclave/participant/index.ts';
import { hashOf, inexpressible, utf8, type Hash } from '#enclave/protocol/index.ts';
import { aliasOf } from '#app/_client/tables/table-of.ts';
import { generateLenders } from '#server/setup/demo-data.ts';
import { startDemo, type RunningDemo } from './platform.ts';

const root = resolve(import.meta.dirname, '../..');
const worker = existsSync(join(root, 'dist/build-facts.json'))
  ? (JSON.parse(readFileSync(join(root, 'dist/build-facts.json'), 'utf8')) as { worker: Hash })
      .worker
  : hashOf(utf8('not built'));
const isBuilt = existsSync(join(root, '.next/BUILD_ID'));
const why = isBuilt ? '' : ' [the pages are not built: run npm test whole]';

/** Two columns of a table as Parquet, as an owner would write them elsewhere. */
function parquetOf(csv: Uint8Array) {
  const table = readCsv(csv);
  const columns = proposeSchema(table, {
    person_id: { role: 'entityKey', type: 'text' },
    region: { role: 'dimension' },
  }).flatMap(({ name, type, role, domain }) =>
    role === 'entityKey' || name === 'region'
      ? [{ name, type, role: role ?? ('dimension' as const), domain }]
      : [],
  );
  return writeParquet(checkTable(table, columns, 'person_id', 'digits/1'));
}

/** As `age -r RECIPIENT -o FILE` does. */
async function sealWithAge(path: string, recipient: string, plaintext: Uint8Array): Promise<void> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  writeFileSync(path, await encrypter.encrypt(plaintext));
}

describe.skipIf(!isBuilt)(`from the terminal${why}`, () => {
  let demo: RunningDemo;
  const folder = mkdtempSync(join(tmpdir(), 'parley-terminal-'));
  const at = (name: string) => join(folder, name);

  const keysOf = (who: string) => [
    ...['--identity', at(`${who}.keys`), '--passphrase-file', at('phrase')],
  ];

  function parley(who: string, ...args: readonly string[]) {
    const session = ['--session', at(`${who}.session`)];
    const needsKeys =
      !['login', 'party', 'dataset', 'policy', 'reference', 'job'].includes(args[0] ?? '') ||
      ['submit', 'register', 'set'].includes(args[1] ?? '');
    const keys = needsKeys ? keysOf(who) : [];
    const run = spawnSync(
      process.execPath,
      [
        '--disable-warning=ExperimentalWarning',
        join(root, 'dist/parley.cjs'),
        ...args,
        ...session,
        ...keys,
      ],
      { cwd: folder, encoding: 'utf8', timeout: 60_000 },
    );
    return { code: run.status, out: run.stdout, words: run.stderr };
  }

  beforeAll(async () => {
    demo = await startDemo();
    writeFileSync(at('password'), demo.password);
    writeFileSync(at('phrase'), demo.phrase);
    for (const [who, email] of [
      ['analyst', 'analyst@bureau.example'],
      ['alder', 'owner@alder.example'],
      ['birch', 'owner@birch.example'],
    ] as const) {
      expect(parley(who, 'login', demo.url, email, '--password-file', at('password')).code).toBe(0);
      expect(parley(who, 'party', 'keys', '--out', at(`${who}.keys`)).code).toBe(0);
    }
  }, 180_000);
  afterAll(async () => {
    await demo.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const seeded = () => {
    const shown: unknown = JSON.parse(parley('analyst', 'party', 'show', '--json').out);
    const { collaborations } = shown as { collaborations: { id: string }[] };
    return collaborations[0]?.id ?? '';
  };

  it('a wrong password signs nobody in', () => {
    writeFileSync(at('wrong'), 'not it');
    const run = parley(
      'nobody',
      'login',
      demo.url,
      'analyst@bureau.example',
      '--password-file',
      at('wrong'),
    );
    expect(run.code).toBe(2);
    expect(run.words).toContain('does not know this e-mail and password');
    expect(existsSync(at('nobody.session'))).toBe(false);
  });

  it('doctor verifies the key broker with this program’s own build', () => {
    const run = parley('alder', 'doctor');
    expect(run.out).toMatch(/ok\s+broker .*verified here.*SIMULATED/);
    expect(run.out).toMatch(/ok\s+keys/);
    expect(run.code).toBe(0);
  });

  it('a job is submitted, reviewed, approved only with its whole hash, run, and opened after its proof', () => {
    const collaboration = seeded();
    const lines = parley('analyst', 'job', 'aliases', '--collaboration', collaboration).out.split(
      '\n',
    );
    const dataset = (name: RegExp) => {
      const [alias = '', id = ''] = (lines.find((line) => name.test(line)) ?? '').split(/\s+/);
      return { alias, id };
    };
    const [alder, birch] = [dataset(/^d\w+ .*Alder/), dataset(/^d\w+ .*Birch/)];
    const bureau = /party (\w+) .*Meridian/.exec(lines.join('\n'))?.[1] ?? '';
    const job = {
      collaboration,
      title: 'From the terminal',
      template: 'overlap',
      params: { left: alder.alias, right: birch.alias, segment: 'region' },
      datasets: [alder.id, birch.id],
      receivers: [bureau],
      days: 1,
    };
    const params = { ...job.params, segment: 'age_band' };
    writeFileSync(at('bad.json'), JSON.stringify({ ...job, params }));
    const refused = parley('analyst', 'job', 'submit', at('bad.json'));
    expect(refused.words).toMatch(
      /FAIL question \(the question\): The first dataset has no such column/,
    );
    expect(refused.code).toBe(1);
    writeFileSync(at('job.json'), JSON.stringify(job));
    const submitted = parley('analyst', 'job', 'submit', at('job.json'));
    expect(submitted.words).toContain('submitted');
    const id = submitted.out.trim();
    const shown = parley('alder', 'approve', id);
    expect(shown.out).toContain('Count how many persons are known to Alder Bank only');
    expect(shown.code).toBe(1);
    const hash = /job hash\s+(\w{64})/.exec(shown.out)?.[1] ?? '';
    expect(parley('alder', 'approve', id, '--yes', hash.slice(0, 12)).code).toBe(1);
    expect(parley('alder', 'approve', id, '--yes', hash).code).toBe(0);
    expect(parley('birch', 'approve', id, '--yes', hash).code).toBe(0);
    for (let tries = 0; tries < 40; tries++) {
      if (parley('analyst', 'job', 'show', id).out.includes('DELIVERED')) break;
    }
    const opened = parley('analyst', 'result', 'get', id, '--out', at('out'));
    expect(opened.out).toMatch(/Ashmoor\s+2,190\s+2,150\s+2,365/);
    expect(opened.code).toBe(0);
    expect(readFileSync(at('out/outputs.json'), 'utf8')).toContain('Ashmoor');
    const sealed = parley('alder', 'result', 'get', id);
    expect(sealed.code).toBe(2);
    expect(sealed.words).toContain('IDENTITY_WRONG');
  });

  it('a deny is final', () => {
    const collaboration = seeded();
    writeFileSync(
      at('again.json'),
      JSON.stringify({
        ...(JSON.parse(readFileSync(at('job.json'), 'utf8')) as object),
        title: 'Again',
      }),
    );
    const id = parley('analyst', 'job', 'submit', at('again.json')).out.trim();
    expect(parley('birch', 'deny', id).words).toContain('--reason');
    expect(parley('birch', 'deny', id, '--reason', 'not-now').code).toBe(0);
    expect(parley('analyst', 'job', 'list', '--collaboration', collaboration).out).toMatch(
      /DENIED\s+Again/,
    );
    expect(parley('alder', 'approve', id, '--yes', 'x').code).not.toBe(0);
  });

  /** What a command printed behind these words. */
  const after = (words: string, { out }: { readonly out: string }) =>
    new RegExp(`^${words}\\s+(\\w{64})$`, 'm').exec(out)?.[1] ?? '';
  const partyOf = (who: string) =>
    (JSON.parse(parley(who, 'party', 'show', '--json').out) as { organisation: { party: string } })
      .organisation.party;
  const datasetOf = (who: string, name: string) =>
    parley(who, 'dataset', 'list')
      .out.split('\n')
      .find((line) => line.endsWith(`: ${name}`)) ?? '';
  const idOf = (line: string) => line.split(' ')[0] ?? '';

  let persons = 0;
  /**
   * A table of persons of two lenders, and rules for it; the number of persons whom Birch knows.
   */
  function writeTable() {
    const lenders = generateLenders({ lenders: 5, personsPerLender: 20_000, seed: 2026 });
    const [, birch = [], others = []] = lenders.map(({ csv }) => csv.trim().split('\n'));
    const keyOf = (row: string) => row.split(',')[0] ?? '';
    const [header = ''] = birch;
    const records = [...birch.slice(1, 2001), ...others.slice(1, 1501)];
    writeFileSync(at('table.csv'), [header, ...records].join('\n'));
    writeFileSync(at('faulty.csv'), [header, ...records.slice(0, 5), ',,,,'].join('\n'));
    const rule = {
      analysts: [partyOf('analyst')],
      receivers: [partyOf('analyst')],
      partners: [partyOf('birch')],
      questions: ['overlap'],
      entitiesMin: 20,
      jobsMax: 5,
      days: 30,
      datasets: [aliasOf(idOf(datasetOf('birch', 'customers of Birch Credit')))],
      groupings: ['region'],
      catchUp: false,
      enclaves: [simulatedWorker(worker)],
    };
    writeFileSync(at('rule.json'), JSON.stringify(rule));
    writeFileSync(at('stranger.json'), JSON.stringify({ ...rule, partners: ['0'.repeat(64)] }));
    writeFileSync(at('loose.json'), JSON.stringify({ ...rule, entitiesMin: 10 }));
    const { days: _days, ...partial } = rule;
    writeFileSync(at('partial.json'), JSON.stringify(partial));
    const known = new Set(birch.map(keyOf));
    return new Set(records.map(keyOf).filter((key) => known.has(key))).size;
  }

  const columns = ['--column', 'person_id:entityKey', '--column', 'region:dimension'];
  const described = [...columns, '--entity-domain', 'national-id', '--normaliser', 'digits'];
  const register = (file: string, rule: string, ...more: readonly string[]) =>
    parley(
      ...(['alder', 'dataset', 'register', file, '--collaboration', seeded()] as const),
      ...['--name', 'Joint book', ...described, '--rule', rule, ...more],
    );

  const who = () => {
    const [bureau, birch] = [partyOf('analyst'), partyOf('birch')];
    const parties = ['--analyst', bureau, '--receiver', bureau, '--partner', birch];
    return [...parties, '--question', 'overlap', '--question', 'multi-lending'];
  };

  it('registers nothing of a table with faults, and says them by row and column', () => {
    persons = writeTable();
    const run = register('faulty.csv', 'rule.json');
    expect(run.words).toMatch(/row 7, column person_id: .*\[KEY_EMPTY\]/);
    expect(run.code).toBe(1);
    expect(datasetOf('alder', 'Joint book')).toBe('');
    expect(existsSync(at('parley-sealed'))).toBe(false);
  });

  it('makes no rule for a party whose words were not compared, and seals nothing for it', () => {
    const run = register('table.csv', 'stranger.json');
    expect(run.words).toContain('PARTY_UNPINNED');
    expect(run.code).toBe(2);
    expect(existsSync(at('parley-sealed'))).toBe(false);
  });

  it('a dataset is registered only with the whole hash of what was shown, and goes on after a break', () => {
    const shown = register('table.csv', 'rule.json');
    expect(shown.code).toBe(1);
    expect(shown.out).toContain('Meridian Bureau may ask: How many customers do we share');
    expect(shown.out).toContain('Every group has at least 20 people.');
    expect(shown.out).not.toContain('balance (');
    expect(datasetOf('alder', 'Joint book')).toBe('');
    const hash = after('registration hash', shown);
    const send = () => parley('alder', 'dataset', 'register', '--yes', hash);
    expect(parley('alder', 'dataset', 'register', '--yes', hash.slice(0, 12)).code).toBe(2);
    const uploads = join(demo.data, 'uploads');
    renameSync(uploads, `${uploads}.kept`);
    writeFileSync(uploads, 'no folder');
    const broken = send();
    expect(broken.words).toContain('the upload broke off');
    expect(broken.code).toBe(1);
    expect(datasetOf('alder', 'Joint book')).toContain('not uploaded');
    rmSync(uploads);
    renameSync(`${uploads}.kept`, uploads);
    const sent = send();
    expect(sent.code).toBe(0);
    expect(datasetOf('alder', 'Joint book')).toMatch(new RegExp(`^${sent.out.trim()}  v1  ready`));
    expect(readdirSync(at('parley-sealed'))).toEqual([]);
  }, 60_000);

  it('a sealed file that was changed after it was shown is not registered', () => {
    const hash = after('registration hash', register('table.csv', 'rule.json', '--out', 'changed'));
    const sealed = at(`changed/${hash}.age`);
    const bytes = readFileSync(sealed);
    bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
    writeFileSync(sealed, bytes);
    const run = parley('alder', 'dataset', 'register', '--out', 'changed', '--yes', hash);
    expect(run.words).toContain('is not what was shown');
    expect(run.code).toBe(2);
  });

  it('signs no wider rule without the word, and no rule that is not the one shown', () => {
    const own = idOf(datasetOf('alder', 'Joint book'));
    const set = (file: string, ...more: readonly string[]) =>
      parley('alder', 'policy', 'set', own, '--rule', file, ...more);
    expect(set('partial.json').words).toContain('partial.json: days');
    expect(set('stranger.json').words).toContain('PARTY_UNPINNED');
    const hash = after('policy hash', set('loose.json'));
    const plain = set('loose.json', '--yes', hash);
    expect(plain.out).toContain('WIDER Smallest group: 20 people → 10 people');
    expect(plain.words).toContain('say --wider');
    expect(plain.code).toBe(1);
    expect(set('loose.json', '--wider', '--yes', hash.slice(0, 12)).code).toBe(1);
    expect(parley('alder', 'policy', 'show', own, '--chain').out).toMatch(/number\s+1$/m);
    expect(set('loose.json', '--wider', '--yes', hash).code).toBe(0);
    const shown = parley('alder', 'policy', 'show', own, '--chain');
    expect(shown.out).toContain(hash);
    expect(shown.out).toMatch(/number\s+2$/m);
    expect(shown.out).toMatch(/^ {2}1 {2}\w{64} {2}groups of 20, 5 jobs/m);
    const json = JSON.parse(parley('birch', 'policy', 'show', own, '--json').out) as object;
    expect(json).toMatchObject({ policy: hash, seq: 2, choices: { entitiesMin: 10, days: 30 } });
  });

  it('neither a rule nor a new version is made for somebody else’s dataset', () => {
    const own = idOf(datasetOf('alder', 'Joint book'));
    const rule = parley('birch', 'policy', 'set', own, '--rule', 'rule.json');
    const version = parley('birch', 'dataset', 'register', 'table.csv', '--previous', own);
    for (const run of [rule, version]) {
      expect(run.words).toContain('is not yours');
      expect(run.code).toBe(2);
    }
  });

  it('a job runs on what the terminal registered', () => {
    const birch = idOf(datasetOf('birch', 'customers of Birch Credit'));
    const joint = [aliasOf(idOf(datasetOf('alder', 'Joint book')))];
    const rule = JSON.parse(readFileSync(at('rule.json'), 'utf8')) as object;
    // The seeded rule names one grouping only: everything that the ticked data make possible is
    // more.
    const change = { partners: [partyOf('alder')], datasets: joint, catchUp: true };
    writeFileSync(at('birch.json'), JSON.stringify({ ...rule, ...change }));
    const set = ['policy', 'set', birch, '--rule', 'birch.json', '--wider'] as const;
    const hash = after('policy hash', parley('birch', ...set));
    expect(parley('birch', ...set, '--yes', hash).code).toBe(0);
    const own = idOf(datasetOf('alder', 'Joint book'));
    const job = {
      collaboration: seeded(),
      title: 'Joint book',
      template: 'overlap',
      params: { left: aliasOf(own), right: aliasOf(birch), segment: 'none' },
      datasets: [own, birch],
      receivers: [partyOf('analyst')],
      days: 1,
    };
    writeFileSync(at('book.json'), JSON.stringify(job));
    const submitted = parley('analyst', 'job', 'submit', 'book.json');
    expect(submitted.words).toContain('submitted');
    const id = submitted.out.trim();
    const jobHash = after('job hash', parley('alder', 'approve', id));
    for (const owner of ['alder', 'birch']) {
      expect(parley(owner, 'approve', id, '--yes', jobHash).code).toBe(0);
    }
    for (let tries = 0; tries < 40; tries++) {
      if (parley('analyst', 'job', 'show', id).out.includes('DELIVERED')) break;
    }
    const opened = parley('analyst', 'result', 'get', id);
    expect(opened.out).toContain((Math.round(persons / 5) * 5).toLocaleString('en'));
    expect(opened.code).toBe(0);
  }, 60_000);

  it('a new version follows on what was signed last, under the same rule', () => {
    const own = idOf(datasetOf('alder', 'Joint book'));
    const next = ['dataset', 'register', 'table.csv', '--previous', own] as const;
    const shown = parley('alder', ...next);
    expect(shown.out).toContain('Joint book, version 2');
    expect(shown.out).toMatch(
      /against the rule before:\n {2}WIDER Versions of the dataset: 1 → 2\n\n/,
    );
    const wider = parley('alder', ...next, '--preset', 'standard', ...who());
    expect(wider.words).toContain('say --wider');
    expect(wider.code).toBe(1);
    const hash = after('registration hash', shown);
    expect(parley('alder', 'dataset', 'register', '--yes', hash).out.trim()).toBe(own);
    expect(datasetOf('alder', 'Joint book')).toContain('  v2  ready');
  });

  it('a table that an age tool sealed is registered as it is, and nothing is in it that was not declared', async () => {
    const recipient = parley('alder', 'party', 'recipient', ...keysOf('alder')).out.trim();
    const csv = readFileSync(at('table.csv'));
    const { bytes } = parquetOf(csv);
    await sealWithAge(at('table.age'), recipient, bytes);
    await sealWithAge(at('rows.age'), recipient, csv);
    const adopt = (file: string, declared: readonly string[]) =>
      parley(
        ...(['alder', 'dataset', 'register', '--sealed', file, '--collaboration'] as const),
        ...[seeded(), '--name', 'Sealed elsewhere', '--entity-domain', 'national-id'],
        ...['--normaliser', 'digits', '--preset', 'strict', ...who(), ...declared],
      );
    expect(adopt('rows.age', columns).words).toContain('no Parquet file');
    const one = adopt('table.age', ['--column', 'person_id:entityKey']);
    expect(one.words).toMatch(/column region: .*not declared/);
    expect(one.code).toBe(1);
    const hash = after('registration hash', adopt('table.age', columns));
    expect(parley('alder', 'dataset', 'register', '--yes', hash).code).toBe(0);
    expect(datasetOf('alder', 'Sealed elsewhere')).toContain('  v1  ready');
  });

  it('reference values are proposed for code that their files make, and adopted with the whole hash', () => {
    const files = [{ file: 'agent.cjs', sha256: hashOf(utf8('agent')) }];
    const image = { pcr0: 'a'.repeat(96), pcr1: 'b'.repeat(96), pcr2: 'c'.repeat(96) };
    const entry = {
      format: 'nitro-enclave',
      ...{ code: codeOfFiles(files), debug: false, chips: 'any' },
      ...{ minCollateralIssued: 1_700_000_000, expires: 4_000_000_000 },
      referenceValues: { images: [image] },
      minTcb: { evidenceAgeMax: 600 },
      notApplicable: inexpressible['nitro-enclave'],
    };
    const provenance = {
      source: 'https://code.example/parley',
      ...{ commit: 'c'.repeat(40), recipe: 'npm run build', files },
    };
    const propose = (...entries: readonly object[]) => {
      const change = { kind: 'accept', entries, provenance };
      const proposal = { title: 'November build', reason: 'machines of another kind', change };
      writeFileSync(at('proposal.json'), JSON.stringify(proposal));
      return parley('alder', 'reference', 'propose', 'proposal.json');
    };
    const foreign = propose({ ...entry, code: hashOf(utf8('other code')) });
    expect(foreign.words).toContain('the files do not make the code');
    expect(foreign.code).toBe(2);
    expect(propose({ ...entry, debug: true }).words).toContain('change.entries.0.debug');
    expect(parley('alder', 'reference', 'list').words).toContain('nothing is proposed');

    const name = propose(entry).out.trim();
    expect(parley('birch', 'reference', 'list').out).toBe(
      `${name}  open        Alder Bank: November build\n`,
    );
    const shown = parley('birch', 'reference', 'show', name);
    expect(shown.out).toContain('not this build');
    expect(shown.code).toBe(0);

    const own = idOf(datasetOf('alder', 'Joint book'));
    const take = (...more: readonly string[]) =>
      parley('alder', 'policy', 'set', own, '--proposal', name, ...more);
    expect(take('--preset', 'strict').code).toBe(2);
    const seen = take();
    expect(seen.words).toContain('adopts "November build"');
    expect(seen.out).toContain(image.pcr0);
    expect(seen.code).toBe(1);
    const hash = after('policy hash', seen);
    expect(take('--yes', hash).words).toContain('say --wider');
    expect(take('--yes', hash, '--wider').code).toBe(0);
    expect(take().words).toContain('nothing changes');
    expect(parley('birch', 'reference', 'retract', name).code).toBe(2);
    expect(parley('alder', 'reference', 'retract', name).code).toBe(0);
    expect(take().words).toContain('MALFORMED');
    expect(parley('alder', 'policy', 'show', own, '--json').out).toContain(image.pcr0);
  }, 60_000);
});
