import { parseArgs } from 'node:util';
import { EnclaveError } from '#enclave/protocol/index.ts';
import { verifyBrokerHere } from '../../_client/session/member.ts';
import { exitCodes, print, type Command } from '../command.ts';
import { knowOwnBuild } from '../own-build.ts';
import { openMemberHere, openSession, platformOptions } from '../platform-session.ts';

const help = `parley doctor [--identity FILE] [--passphrase-file FILE]

Checks the way to the platform step by step and says what to do about the first thing that is wrong:
session, key broker (verified here, against the code of this program's own build), own keys and memory.

Exit codes: 0 all well, 1 something is not.`;

interface Step {
  readonly what: string;
  readonly check: () => Promise<string>;
  readonly advice: string;
}

async function run(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: platformOptions });
  const steps: Step[] = [
    {
      what: 'build',
      check: () => {
        knowOwnBuild();
        return Promise.resolve('this program knows its own code');
      },
      advice: 'build Parley here: npm run build',
    },
    {
      what: 'session',
      check: async () => {
        const { api, session } = openSession(values);
        const me = await api.me.read.query();
        return `${me.email} at ${session.url}, ${me.roles.join(', ')}`;
      },
      advice: 'parley login URL EMAIL --password-file FILE',
    },
    {
      what: 'broker',
      check: async () => {
        const broker = await verifyBrokerHere(openSession(values).api, undefined);
        return `${broker.id.slice(0, 16)}… verified here, log checkpoint ${broker.head.index}; SIMULATED`;
      },
      advice: 'another build’s broker serves there: build the same version, or ask the operator',
    },
  ];
  if (values.identity !== undefined) {
    steps.push({
      what: 'keys',
      check: async () => {
        const { member } = await openMemberHere(values);
        const { pins, heads } = member.memory;
        return `${member.party.name}: ${pins.length} verified partners, ${heads.length} log checkpoints remembered`;
      },
      advice: 'the key file must be one that the newest key list names',
    });
  }
  for (const { what, check, advice } of steps) {
    try {
      print(`ok    ${what.padEnd(8)} ${await check()}`);
    } catch (error) {
      const words =
        error instanceof EnclaveError || error instanceof Error ? error.message : 'failed';
      print(`FAIL  ${what.padEnd(8)} ${words}\n      ${advice}`);
      return exitCodes.no;
    }
  }
  return exitCodes.ok;
}

export const doctor: Command = {
  name: 'doctor',
  summary: 'check the way to a platform',
  help,
  run,
};
