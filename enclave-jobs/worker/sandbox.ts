// How the agent starts an engine process so that it can prove its sandbox: bubblewrap where
// present, else unshare and setpriv. Candidates are tried in order with the very command that will
// be used.

import { spawnSync } from 'node:child_process';
import { existsSync, lstatSync, readlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface SandboxFiles {
  readonly node: string;
  readonly bundle: string;
  /** Folders of native libraries that the bundle loads. */
  readonly libraries: readonly string[];
  /** An empty folder of the host, over which memory is mounted. */
  readonly plaintext: string;
}

export interface SandboxCommand {
  readonly name: 'bubblewrap' | 'unshare' | 'none';
  /** Program and arguments before node's own. */
  readonly prefix: readonly string[];
}

/** Merged-usr systems have links here, others folders. */
const systemFolders = ['/usr', '/lib', '/lib64', '/lib32', '/bin', '/sbin'];

function systemBinds(): readonly string[] {
  return systemFolders
    .filter(existsSync)
    .flatMap((folder) =>
      lstatSync(folder).isSymbolicLink()
        ? ['--symlink', readlinkSync(folder), folder]
        : ['--ro-bind', folder, folder],
    );
}

function bubblewrap({ node, bundle, libraries, plaintext }: SandboxFiles): SandboxCommand {
  const files = [node, dirname(bundle), ...libraries].filter(existsSync);
  return {
    name: 'bubblewrap',
    prefix: [
      'bwrap',
      ...['--unshare-all', '--cap-drop', 'ALL', '--die-with-parent', '--new-session', '--clearenv'],
      ...['--uid', '65534', '--gid', '65534', '--proc', '/proc', '--dev', '/dev'],
      ...systemBinds(),
      ...files.flatMap((file) => ['--ro-bind', file, file]),
      ...['--tmpfs', plaintext, '--chdir', '/', '--'],
    ],
  };
}

const dropAll = ['--no-new-privs', '--bounding-set=-all', '--inh-caps=-all', '--ambient-caps=-all'];

/**
 * Own network, mount and process namespaces; memory over the plaintext folder; then no capability.
 */
function unshare({ plaintext }: SandboxFiles, as: 'nobody' | 'same user'): SandboxCommand {
  const root = process.getuid?.() === 0;
  const namespaces = root
    ? ['-n', '-m', '-p', '-i', '-f']
    : ['-U', '-r', '-n', '-m', '-p', '-i', '-f'];
  const user = as === 'nobody' ? ['--reuid', '65534', '--regid', '65534', '--clear-groups'] : [];
  const script =
    'mount -t proc proc /proc && mount -t tmpfs -o mode=1777,nosuid,nodev tmpfs "$0" && exec "$@"';
  return {
    name: 'unshare',
    prefix: [
      ...['unshare', ...namespaces, '--kill-child', '--'],
      ...['sh', '-c', script, plaintext],
      ...['setpriv', ...user, ...dropAll, '--'],
    ],
  };
}

function works({ prefix }: SandboxCommand, { node, bundle, plaintext }: SandboxFiles): boolean {
  const [program = '', ...args] = prefix;
  const probe = [
    "const fs=require('fs');",
    `fs.readFileSync(${JSON.stringify(bundle)});`,
    `fs.writeFileSync(${JSON.stringify(join(plaintext, 'probe'))},'');`,
  ].join('');
  const run = spawnSync(program, [...args, node, '-e', probe], {
    timeout: 10_000,
    stdio: 'ignore',
  });
  return run.status === 0;
}

/** The first sandbox that works here, or null. */
export function findSandbox(
  files: SandboxFiles,
  allowed: readonly SandboxCommand['name'][] = ['bubblewrap', 'unshare'],
): SandboxCommand | null {
  const candidates = [bubblewrap(files), unshare(files, 'nobody'), unshare(files, 'same user')];
  return (
    candidates.find((command) => allowed.includes(command.name) && works(command, files)) ?? null
  );
}
