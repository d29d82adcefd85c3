import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { bytesOf } from '#enclave/protocol/index.ts';
import { comparisonWords, recognitionWords } from '../../_client/parties/fingerprint-words.ts';
import { UsageError, exitCodes, note, print, printJson, type Command } from '../command.ts';
import { readIdentityFile, readPassphrase } from '../identity-file.ts';
import { openSession, platformOptions, type PlatformValues } from '../platform-session.ts';

const help = `parley party show [--json]      your organisation, its roles and its words
parley party list               organisations of this platform, with their twelve words
parley party keys --out FILE    your own key file, still sealed by its phrase
parley party recipient --identity FILE    the age recipient of your party, to seal a table to with age

Words are public. Read them to each other by another channel before you trust them.`;

/** Needs no platform: the recipient is the public half of what the key file holds. */
async function recipient(values: PlatformValues): Promise<number> {
  if (values.identity === undefined) throw new UsageError('party recipient needs --identity FILE');
  const own = await readIdentityFile(values.identity, readPassphrase(values['passphrase-file']));
  print(own.keys.recipient);
  return exitCodes.ok;
}

async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      ...platformOptions,
      json: { type: 'boolean', default: false },
      out: { type: 'string' },
    },
  });
  const verb = positionals[0] ?? '';
  if (verb === 'recipient') return recipient(values);
  const { api } = openSession(values);
  switch (verb) {
    case 'show': {
      const me = await api.me.read.query();
      if (values.json) printJson(me);
      else {
        const { name, party } = me.organisation;
        print(`${name} (${me.label}: ${me.roles.join(', ')})`);
        if (party !== null) print(`${party}\n${recognitionWords(party)}`);
      }
      return exitCodes.ok;
    }
    case 'list':
      for (const { name, party } of await api.party.list.query()) {
        if (party !== null) print(`${name}\n  ${comparisonWords(party).join(' ')}`);
      }
      return exitCodes.ok;
    case 'keys': {
      if (values.out === undefined) throw new UsageError('party keys needs --out FILE');
      const files = await api.me.keyFiles.query();
      const [file] = files.filter((one) => one.kind === 'passphrase').slice(-1);
      if (file === undefined) throw new UsageError('there is no key file that a phrase opens');
      writeFileSync(values.out, bytesOf(file.file), { mode: 0o600, flag: 'wx' });
      note(`${values.out} is still sealed: give its phrase with --passphrase-file`);
      return exitCodes.ok;
    }
    default:
      throw new UsageError('party knows show, list, keys and recipient; see --help');
  }
}

export const party: Command = {
  name: 'party',
  summary: 'your organisation and its words',
  help,
  run,
};
