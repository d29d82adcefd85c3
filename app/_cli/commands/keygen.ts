import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { foundParty, freshPartySecrets } from '#enclave/participant/index.ts';
import { UsageError, exitCodes, note, print, type Command } from '../command.ts';
import { readPassphrase, writeIdentityFile } from '../identity-file.ts';

const help = `parley keygen --name NAME --out FILE [--holders N] [--quorum N] [--passphrase-file FILE]

Founds a party: approver keys, an analyst key, a recipient, and the first key list, signed. The file holds
its secrets; an existing file is never overwritten. Prints the party id, which others compare with you.

Examples:
  parley keygen --name "Alder Bank" --out alder.party
  parley keygen --name "Alder Bank" --out alder.party --holders 3 --quorum 2 --passphrase-file pass.txt`;

function count(text: string, name: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 9) {
    throw new UsageError(`--${name} is a whole number from 1 to 9`);
  }
  return value;
}

async function run(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      name: { type: 'string' },
      out: { type: 'string' },
      holders: { type: 'string', default: '1' },
      quorum: { type: 'string', default: '1' },
      'passphrase-file': { type: 'string' },
    },
  });
  const { name, out } = values;
  if (name === undefined || out === undefined)
    throw new UsageError('keygen needs --name and --out');
  if (existsSync(out)) throw new UsageError(`${out} exists; an identity is never overwritten`);
  const holders = count(values.holders, 'holders');
  const quorum = count(values.quorum, 'quorum');
  if (quorum > holders || quorum * 2 <= holders) {
    throw new UsageError('--quorum must be more than half of --holders, and no more than all');
  }
  const passphrase = readPassphrase(values['passphrase-file']);
  const secrets = await freshPartySecrets(globalThis.crypto, holders);
  const party = await foundParty(globalThis.crypto, { name, quorum, secrets });
  await writeIdentityFile(out, party.card, secrets, passphrase);
  if (passphrase === undefined) note(`${out} is not wrapped: whoever reads it is ${name}`);
  print(party.party);
  return exitCodes.ok;
}

export const keygen: Command = { name: 'keygen', summary: 'found a party', help, run };
