import { parseArgs } from 'node:util';
import { hashSchema } from '#enclave/protocol/index.ts';
import { withdraw } from '../../_client/acts/withdraw.ts';
import { UsageError, exitCodes, note, print, printJson, type Command } from '../command.ts';
import { openMemberHere, openSession, platformOptions } from '../platform-session.ts';
import { register, registerHelp } from './register.ts';

const help = `parley dataset list [--collaboration ID] [--json]
parley dataset withdraw DATASET --identity FILE [--passphrase-file FILE]

Lists datasets, your own by default; withdraws one: from then on the key broker releases no key for it.

${registerHelp}`;

async function list(values: {
  json: boolean;
  collaboration?: string | undefined;
  session?: string | undefined;
}) {
  const { api } = openSession(values);
  const { collaboration } = values;
  const input =
    collaboration === undefined ? {} : { collaboration: hashSchema.parse(collaboration) };
  const { datasets } = await api.dataset.list.query(input);
  if (values.json)
    printJson(datasets.map(({ versions, ...one }) => ({ ...one, version: versions[0]?.version })));
  else {
    for (const { id, name, versions, withdrawnAt, organisation } of datasets) {
      const [newest] = versions;
      const state =
        withdrawnAt !== null
          ? 'withdrawn'
          : (newest?.blob ?? null) === null
            ? 'not uploaded'
            : 'ready';
      print(`${id}  v${newest?.version ?? 0}  ${state.padEnd(12)}  ${organisation.name}: ${name}`);
    }
  }
  return exitCodes.ok;
}

async function run(args: readonly string[]): Promise<number> {
  const [first, ...rest] = args;
  if (first === 'register') return register(rest);
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      ...platformOptions,
      json: { type: 'boolean', default: false },
      collaboration: { type: 'string' },
    },
  });
  const [verb, id] = positionals;
  if (verb === 'list') return list(values);
  if (verb !== 'withdraw' || id === undefined) {
    throw new UsageError('dataset knows list, register and withdraw; see --help');
  }
  const { desk } = await openMemberHere(values);
  await withdraw(desk, [{ kind: 'dataset', name: hashSchema.parse(id) }], 'withdrawn');
  note(`withdrawn: ${id}`);
  return exitCodes.ok;
}

export const dataset: Command = { name: 'dataset', summary: 'datasets on a platform', help, run };
