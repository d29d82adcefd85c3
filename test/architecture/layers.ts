// Who may import whom. Each rule gives the offending imports; none is the good answer.

import { dirname } from 'node:path';
import type { Import } from './import-graph.ts';

/** Inside the trusted base: each folder and the folders it may use. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  protocol: [],
  signing: ['protocol'],
  sealing: ['protocol'],
  attestation: ['protocol', 'signing'],
  templates: ['protocol'],
  firewall: ['protocol', 'templates'],
  engine: ['protocol', 'templates'],
  channel: ['protocol'],
  decision: ['protocol', 'signing', 'attestation', 'templates'],
  broker: ['protocol', 'signing', 'sealing', 'attestation', 'templates', 'decision'],
  worker: ['protocol', 'signing', 'sealing', 'templates', 'firewall', 'engine', 'channel'],
  participant: ['protocol', 'signing', 'sealing', 'attestation', 'templates', 'decision'],
  launch: ['protocol', 'attestation', 'templates', 'channel', 'broker', 'worker'],
};

/** Front doors beside index.ts: halves that are not pure, not portable, or not for production. */
const otherDoors = [
  'enclave-jobs/signing/sign.ts',
  'enclave-jobs/sealing/node.ts',
  'enclave-jobs/attestation/collateral-subject.ts',
  'enclave-jobs/attestation/collect/index.ts',
  'enclave-jobs/attestation/measure.ts',
  'enclave-jobs/attestation/simulated/index.ts',
  'enclave-jobs/attestation/simulated/platform-folder.ts',
  'enclave-jobs/launch/measured-files.ts',
  'enclave-jobs/launch/template-digests.ts',
];

function topFolder(file: string): string {
  return file.split('/')[0] ?? '';
}

function enclaveFolder(file: string): string | undefined {
  return topFolder(file) === 'enclave-jobs' ? file.split('/')[1] : undefined;
}

/** The trusted base imports itself and listed packages; its folders only what stands below them. */
export function enclaveOffences(imports: readonly Import[], packages: readonly string[]): Import[] {
  return imports.filter(({ from, to, local }) => {
    const folder = enclaveFolder(from);
    if (folder === undefined) return false;
    if (!local) return !packages.includes(to);
    const target = enclaveFolder(to);
    if (target === undefined) return true;
    return target !== folder && allowed[folder]?.includes(target) !== true;
  });
}

/** A folder is entered through its front door. */
export function doorOffences(imports: readonly Import[]): Import[] {
  return imports.filter(({ from, to, local }) => {
    const target = enclaveFolder(to);
    if (!local || target === undefined || topFolder(from) === 'test') return false;
    if (enclaveFolder(from) === target) return false;
    return to !== `enclave-jobs/${target}/index.ts` && !otherDoors.includes(to);
  });
}

/**
 * server/ knows nothing of app/; app/ takes types from server/, and values of the pure
 * server/domain/; other values only where HTTP enters (app/api), where the terminal launches
 * things, and in the laboratory, which plays the platform itself.
 */
export function sideOffences(imports: readonly Import[]): Import[] {
  return imports.filter(({ from, to, local, typeOnly }) => {
    if (!local) return false;
    if (topFolder(from) === 'server') return topFolder(to) === 'app';
    if (topFolder(from) === 'app' && topFolder(to) === 'server') {
      if (typeOnly || from.startsWith('app/api/') || to.startsWith('server/domain/')) return false;
      if (from.startsWith('app/_cli/lab/')) return false;
      return !(from.startsWith('app/_cli/') && to.startsWith('server/setup/'));
    }
    return topFolder(to) === 'test' && topFolder(from) !== 'test';
  });
}

/** What a participant signs goes to a platform by one act each. */
export const handedInBy: Readonly<Record<string, string>> = {
  'dataset.register': 'register.ts',
  'dataset.withdraw': 'withdraw.ts',
  'policy.publish': 'set-policy.ts',
  'job.submit': 'ask.ts',
  'job.decide': 'decide.ts',
};

const mutation = /\b(\w+)\s*\.\s*(\w+)\s*\.\s*(?:mutate|mutationOptions)\b/g;

/** Every procedure that a text calls to change something, such as `job.submit`. */
export function callsOf(text: string): readonly string[] {
  return [...text.matchAll(mutation)].map(([, group, name]) => `${group ?? ''}.${name ?? ''}`);
}

/** Mains are run, never imported. */
export function mainOffences(imports: readonly Import[]): Import[] {
  return imports.filter(({ to }) => to.endsWith('.main.ts'));
}

/** Folders without clock, randomness, input, output or environment. */
export const pureFolders = [
  'enclave-jobs/protocol',
  'enclave-jobs/decision',
  'enclave-jobs/templates',
  'enclave-jobs/firewall',
  'enclave-jobs/attestation/anchors',
  'enclave-jobs/attestation/encoding',
  'enclave-jobs/attestation/verify',
  'enclave-jobs/attestation/x509',
  'enclave-jobs/attestation/appraise',
  'server/domain',
];

const impure =
  /\b(Date\.now|new Date\(\)|Math\.random|performance\.now|process\.|globalThis\.crypto|fetch\()/;

/** What a pure file says that it may not. */
export function impurity(file: string, text: string): string | undefined {
  if (!pureFolders.some((folder) => dirname(file).startsWith(folder))) return undefined;
  return impure.exec(text)?.[0];
}
