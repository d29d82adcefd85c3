// Processes of a running demonstration, found as an operator would find them.

import { readFileSync, readdirSync } from 'node:fs';
import type { RunningDemo } from './platform.ts';

interface Running {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

function readProcess(pid: number): Running | null {
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').join(' ');
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
    return { pid, parent, command };
  } catch {
    // Gone meanwhile.
    return null;
  }
}

/** Descendants of the demonstration whose command line has these words. */
export function processesOf(demo: RunningDemo, words: string): readonly number[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readProcess(Number(name)) ?? []);
  const below = (pid: number): readonly Running[] => {
    const children = all.filter((one) => one.parent === pid);
    return [...children, ...children.flatMap((one) => below(one.pid))];
  };
  return below(demo.process.pid ?? -1)
    .filter((one) => one.command.includes(words))
    .map((one) => one.pid);
}

export function processOf(demo: RunningDemo, words: string): number {
  const [pid] = processesOf(demo, words);
  if (pid === undefined) throw new Error(`no process with ${words}`);
  return pid;
}
