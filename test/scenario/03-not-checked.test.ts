// What was not checked is never shown as checked: whatever is dropped on the verifier, a verdict is
// good only if every step that an honest bundle goes through ran to its end.

import { randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { reportText } from '#app/_cli/show.ts';
import { verdictsOf } from '#app/_proof/verdicts.ts';
import { verdictNames, type Pins, type VerifyReport } from '#enclave/participant/index.ts';
import {
  canonicalBytes,
  fromUtf8,
  utf8,
  type Bytes,
  type ProofBundle,
} from '#enclave/protocol/index.ts';
import { pinsOfAll } from '#app/_cli/scenario/open-scenario.ts';
import { builtTemplates, openTestLab, verifyLabBundle } from '../support/lab-world.ts';

let bundle: Bytes;
let pins: Pins;
let honest: VerifyReport;
const registry = builtTemplates();

beforeAll(async () => {
  const test = await openTestLab();
  pins = pinsOfAll(test.lab.world);
  bundle = (await test.lab.run(test.job('overlap'))).bundle ?? new Uint8Array(0);
  await test.close();
  honest = await check(bundle);
});

const check = (bytes: Bytes, by: Pins | undefined = pins) =>
  verifyLabBundle({ registry }, bytes, by);

function stepsOf(report: VerifyReport, name: (typeof verdictNames)[number]) {
  const verdict = report.verdicts[name];
  return verdict === 'no pins' ? [] : verdict.steps;
}

/** Everything that a page or a terminal would show as good. */
function good(report: VerifyReport): string[] {
  const shown = verdictsOf(report);
  return [
    ...shown
      .filter(({ state }) => state === 'verified' || state === 'simulated')
      .map((v) => v.name),
    ...shown.flatMap(({ name, steps }) =>
      steps.filter(({ state }) => state === 'pass').map(({ id }) => `${name}/${id}`),
    ),
    ...reportText(report)
      .split('\n')
      .filter((line) => line.includes('✓')),
  ];
}

/** A verdict that is shown as good went through all steps of an honest one, and passed them. */
function requireEarned(report: VerifyReport): void {
  const shown = verdictsOf(report);
  for (const [at, name] of verdictNames.entries()) {
    const state = shown[at]?.state;
    const verdict = report.verdicts[name];
    const isGood = state === 'verified' || state === 'simulated';
    expect(isGood, name).toBe(verdict !== 'no pins' && verdict.state === 'passed');
    if (!isGood) continue;
    const steps = stepsOf(report, name);
    expect(steps.map(({ id }) => id)).toEqual(stepsOf(honest, name).map(({ id }) => id));
    expect(steps.every((step) => step.state === 'passed')).toBe(true);
  }
}

function requireUnread(report: VerifyReport): void {
  expect(report.answer).toBe('failed');
  expect(good(report)).toEqual([]);
  expect(report.evidence).toBe('not checked');
  expect(verdictsOf(report).map(({ state }) => state)).toEqual([
    'failed',
    'not-checked',
    'not-checked',
    'not-checked',
  ]);
}

const places = (n: number, length: number) =>
  Array.from({ length: n }, (_, i) => Math.floor(((i + 0.5) / n) * length));

const workbook = () =>
  Uint8Array.from([...utf8('PK\u0003\u0004\u0014\u0000'), ...randomBytes(4000)]);

const read = () => JSON.parse(fromUtf8(bundle)) as ProofBundle;
const without = (part: string) =>
  canonicalBytes(Object.fromEntries(Object.entries(read()).filter(([name]) => name !== part)));

describe('an honest bundle', () => {
  it('passes every step, and says that its machines were simulated', () => {
    expect(honest.answer).toBe('verified');
    expect(honest.evidence).toBe('simulated');
    expect(verdictsOf(honest).map(({ state }) => state)).toEqual([
      'verified',
      'verified',
      'simulated',
      'verified',
    ]);
    requireEarned(honest);
  });
});

describe('of a file that is no bundle nothing is shown as good', () => {
  it.each<[string, () => Bytes]>([
    ['an empty file', () => new Uint8Array(0)],
    ['a workbook', workbook],
    ['a CSV', () => utf8('person_id,region\n1,north\n')],
    ['JSON that is no object', () => utf8('[]')],
    ['JSON that is no bundle', () => canonicalBytes({ type: 'Receipt', v: 1 })],
    ['a bundle of nothing', () => utf8('{"type":"ProofBundle","v":1}')],
    ['a bundle with blanks', () => utf8(JSON.stringify(read(), null, 2))],
    ['a document of a bundle', () => utf8(read().release.document)],
  ])('%s', async (_name, make) => {
    requireUnread(await check(make()));
    requireUnread(await check(make(), undefined));
  });

  it('a bundle cut off at any of 60 places', async () => {
    for (const at of places(60, bundle.length)) requireUnread(await check(bundle.slice(0, at)));
  });

  it('a bundle without any one of its parts', async () => {
    for (const part of Object.keys(read())) requireUnread(await check(without(part)));
  });
});

describe('of a bundle that was changed', () => {
  it('a verdict is good only if its steps ran, with one bit flipped at any of 150 places', async () => {
    for (const at of places(150, bundle.length)) {
      const flipped = Uint8Array.from(bundle);
      flipped[at] = (flipped[at] ?? 0) ^ 1;
      const report = await check(flipped);
      expect(report.answer, `at ${at}`).toBe('failed');
      requireEarned(report);
      if (report.jobHash === undefined) requireUnread(report);
    }
  });

  it('a verdict is good only if its steps ran, with any list emptied', async () => {
    const lists = Object.entries(read()).filter(
      ([, part]) => Array.isArray(part) && part.length > 0,
    );
    expect(lists.length).toBeGreaterThan(4);
    for (const [part] of lists) {
      const report = await check(canonicalBytes({ ...read(), [part]: [] }));
      expect(report.answer, part).toBe('failed');
      requireEarned(report);
    }
  });

  it('whose manifests are gone nobody knows the owners, so that pins are not checked', async () => {
    const report = await check(canonicalBytes({ ...read(), manifests: [] }));
    expect(report.verdicts.pinned).toMatchObject({ state: 'not checked' });
  });

  it('whose log is gone no line of it is signed', async () => {
    const report = await check(canonicalBytes({ ...read(), logEntries: [] }));
    expect(stepsOf(report, 'signed').find(({ id }) => id === 'log')?.state).toBe('not checked');
  });
});

describe('of a bundle whose evidence nobody can judge', () => {
  it('the decision and the world of the machines are not checked', async () => {
    const { verifyBundle } = await import('#enclave/participant/index.ts');
    const context = {
      crypto: globalThis.crypto,
      verifiers: new Map(),
      registry,
      now: 2_000_000_000,
    };
    const report = await verifyBundle(bundle, pins, context);
    const stateOf = (name: 'signed' | 'attested', step: string) =>
      stepsOf(report, name).find(({ id }) => id === step)?.state;
    expect(report.answer).toBe('failed');
    expect(stateOf('signed', 'decision')).toBe('not checked');
    expect(stateOf('attested', 'world')).toBe('not checked');
    expect(verdictsOf(report).map(({ state }) => state)).toEqual([
      'verified',
      'not-checked',
      'failed',
      'verified',
    ]);
  });
});
