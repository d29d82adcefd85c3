// A port that is taken is somebody's: this says whose, as far as the system tells.

import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import net from 'node:net';

export function isPortFree(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', () => resolve(false));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
}

function attempt<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch {
    return otherwise;
  }
}

/** Inodes of sockets that listen on the port, from Linux's own tables. */
function listeningInodes(port: number): readonly string[] {
  const listening = '0A';
  const hex = port.toString(16).toUpperCase().padStart(4, '0');
  return ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) =>
    attempt(() => readFileSync(table, 'utf8'), '')
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .filter(([, local = '', , state]) => local.endsWith(`:${hex}`) && state === listening)
      .map((fields) => fields[9] ?? ''),
  );
}

/** "process 123 (node server.js)", or undefined where the system does not tell. */
export function holderOf(port: number): string | undefined {
  const inodes = new Set(listeningInodes(port).map((inode) => `socket:[${inode}]`));
  const processes = attempt(() => readdirSync('/proc'), []).filter((name) => /^\d+$/.test(name));
  const pid = processes.find((one) =>
    attempt(() => readdirSync(`/proc/${one}/fd`), []).some((fd) =>
      inodes.has(attempt(() => readlinkSync(`/proc/${one}/fd/${fd}`), '')),
    ),
  );
  if (pid === undefined) return undefined;
  const command = attempt(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8'), '');
  return `process ${pid} (${command.split('\0').join(' ').trim().slice(0, 120)})`;
}
