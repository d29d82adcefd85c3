import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { TableError, readCsv, sealDataset } from '#enclave/participant/index.ts';
import { canonicalBytes, columnRoles, toBase64Url } from '#enclave/protocol/index.ts';
import { sealTo } from '#enclave/sealing/index.ts';
import { signDocument } from '#enclave/signing/sign.ts';
import { UsageError, exitCodes, note, print, type Command } from '../command.ts';
import { readInput } from '../files.ts';
import { readIdentityFile, readPassphrase } from '../identity-file.ts';
import {
  declareTable,
  notePlaces,
  oneOf,
  sha256,
  tableOptions,
} from '../registration/table-options.ts';

const help = `parley seal FILE.csv --identity PARTY --column NAME[:ROLE] … --entity-domain TEXT --out DIR

Reads a CSV file, checks it, and seals the named columns; every other column is dropped before sealing.
Writes FILE.age (the sealed table), FILE.manifest.json (signed) and FILE.keys.age (file key and noise
share, sealed to yourself, to hand over to a key broker later). It needs no network: on another machine
"parley dataset register --sealed FILE.age" registers what it makes.

  --column NAME[:ROLE]     once per column; roles: ${columnRoles.join(', ')}
  --bad COLUMN=VALUE       for a label that says it in words: a value that means bad; the others mean good
  --rows COLUMN=WAY        what counts where several rows of a person differ: worst, only, max or min
  --normaliser exact|digits    how keys are compared (default exact)
  --assurance simulated|hardware    the world that this data may ever meet (default simulated)
  --passphrase-file FILE   for a wrapped identity

Exit codes: 0 sealed, 1 the table has faults (each with row and column), 2 wrong command line or file.

Example:
  parley seal loans.csv --identity alder.party --column person_id:entityKey --column region:dimension \\
    --column bad:label --entity-domain national-id --normaliser digits --out sealed`;

const options = {
  ...tableOptions,
  identity: { type: 'string' },
  assurance: { type: 'string', default: 'simulated' },
  out: { type: 'string' },
  'passphrase-file': { type: 'string' },
} as const;

async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options });
  const [path, ...extra] = positionals;
  const { identity, column, out, 'entity-domain': domain } = values;
  if (path === undefined || extra.length > 0)
    throw new UsageError('seal takes one CSV file; see --help');
  if (identity === undefined || out === undefined || column === undefined || domain === undefined) {
    throw new UsageError('seal needs --identity, --column, --entity-domain and --out');
  }
  const owner = await readIdentityFile(identity, readPassphrase(values['passphrase-file']));
  try {
    const { table, declared } = declareTable(readCsv(readInput(path)), values);
    const sealed = await sealDataset(globalThis.crypto, sha256, owner, table, {
      ...declared,
      assurance: oneOf(values.assurance, ['simulated', 'hardware'], 'assurance'),
      client: 'independent',
    });
    const signed = await signDocument('DatasetManifest', sealed.manifest, ...owner.keys.approvers);
    const keys = canonicalBytes({
      manifest: sealed.manifest.name,
      fileKey: sealed.fileKey.use(toBase64Url),
      noiseShare: sealed.noiseShare.use(toBase64Url),
    });
    const stem = join(out, basename(path).replace(/\.csv$/i, ''));
    mkdirSync(out, { recursive: true });
    writeFileSync(`${stem}.age`, sealed.file);
    writeFileSync(`${stem}.manifest.json`, canonicalBytes(signed));
    writeFileSync(`${stem}.keys.age`, await sealTo([owner.keys.recipient], keys), { mode: 0o600 });
    const { rowsRounded, entitiesRounded } = sealed.manifest.value;
    note(`sealed about ${rowsRounded} rows of ${entitiesRounded} persons: ${stem}.age`);
    print(sealed.manifest.name);
    return exitCodes.ok;
  } catch (error) {
    if (!(error instanceof TableError)) throw error;
    notePlaces(path, error);
    return exitCodes.no;
  }
}

export const seal: Command = { name: 'seal', summary: 'seal a CSV file', help, run };
