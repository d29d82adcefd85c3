// What an engine process finds out about itself before it asks for keys: it stands in a network of
// its own with nothing but a loopback, holds no capability, can gain none, and a connection fails.

import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { EnclaveError } from '../protocol/index.ts';

export interface SandboxFinding {
  readonly id: 'network' | 'capabilities' | 'no-new-privileges' | 'canary';
  readonly holds: boolean;
  readonly about: string;
}

/** Documentation address (RFC 5737): nobody answers there, and a sandbox does not even try. */
const canary = { host: '192.0.2.1', port: 9 };
const canaryWaitMs = 1000;

/**
 * In a network of one's own connecting fails at once, for want of a route. Waiting means: no
 * sandbox.
 */
function canaryFails(): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(canary);
    const end = (fails: boolean) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(fails);
    };
    const timer = setTimeout(() => end(false), canaryWaitMs);
    socket.once('connect', () => end(false));
    socket.once('error', (error: NodeJS.ErrnoException) => end(error.code === 'ENETUNREACH'));
  });
}

function interfaces(): readonly string[] {
  const lines = readFileSync('/proc/net/dev', 'utf8').trim().split('\n').slice(2);
  return lines.map((line) => line.split(':')[0]?.trim() ?? '');
}

function statusField(name: string): string {
  const line = readFileSync('/proc/self/status', 'utf8')
    .split('\n')
    .find((one) => one.startsWith(`${name}:`));
  return line?.slice(name.length + 1).trim() ?? '';
}

/** All findings, good and bad. A system without /proc proves nothing. */
export async function inspectSandbox(): Promise<readonly SandboxFinding[]> {
  try {
    const devices = interfaces();
    const effective = statusField('CapEff');
    const bounding = statusField('CapBnd');
    const noNewPrivileges = statusField('NoNewPrivs');
    const noCapabilities = /^0+$/.test(effective) && /^0+$/.test(bounding);
    return [
      {
        id: 'network',
        holds: devices.every((device) => device === 'lo'),
        about: `interfaces: ${devices.join(', ')}`,
      },
      {
        id: 'capabilities',
        holds: noCapabilities,
        about: `effective ${effective}, bounding ${bounding}`,
      },
      {
        id: 'no-new-privileges',
        holds: noNewPrivileges === '1',
        about: `NoNewPrivs ${noNewPrivileges}`,
      },
      { id: 'canary', holds: await canaryFails(), about: 'connecting out fails at once' },
    ];
  } catch {
    return [{ id: 'network', holds: false, about: '/proc cannot be read' }];
  }
}

/** Throws SANDBOX, naming what does not hold. */
export function requireSandbox(findings: readonly SandboxFinding[]): void {
  const open = findings.filter((finding) => !finding.holds);
  if (open.length > 0) throw new EnclaveError('SANDBOX', open.map((f) => f.id).join(', '));
}
