import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importsOf, reachable, root, sourceFiles } from './import-graph.ts';
import {
  callsOf,
  doorOffences,
  enclaveOffences,
  handedInBy,
  impurity,
  mainOffences,
  sideOffences,
} from './layers.ts';

const files = ['app', 'enclave-jobs', 'server', 'test'].flatMap(sourceFiles);
const imports = files.flatMap((file) => importsOf(file));
const packages = Object.keys(
  JSON.parse(readFileSync(join(root, 'enclave-jobs/allowed-imports.json'), 'utf8')) as object,
);
const productionMains = files.filter(
  (file) => file.startsWith('enclave-jobs/') && /(?<!-simulated)\.main\.ts$/.test(file),
);
const simulator = 'enclave-jobs/attestation/simulated/';

describe('the import rules', () => {
  it('look at real files', () => {
    expect(files.length).toBeGreaterThan(150);
    expect(imports.length).toBeGreaterThan(500);
    expect(productionMains.length).toBeGreaterThanOrEqual(3);
  });

  it('keep the trusted base to itself, its layers and listed packages', () => {
    expect(enclaveOffences(imports, packages)).toEqual([]);
  });

  it('refuse a planted import of server/ into the trusted base, even of a type', () => {
    const planted = "import type { Relay } from '#server/relay/relay.ts';";
    const found = importsOf('enclave-jobs/broker/planted.ts', planted);
    expect(enclaveOffences(found, packages)).toHaveLength(1);
  });

  it('refuse a planted import of the worker into the broker', () => {
    const found = importsOf('enclave-jobs/broker/planted.ts', "import '../worker/index.ts';");
    expect(enclaveOffences(found, packages)).toHaveLength(1);
  });

  it('refuse a planted package that nobody gave a reason for', () => {
    const found = importsOf('enclave-jobs/worker/planted.ts', "import 'left-pad';");
    expect(enclaveOffences(found, packages)).toHaveLength(1);
  });

  it('list no package that nobody uses', () => {
    const used = new Set(
      imports.filter((i) => i.from.startsWith('enclave-jobs/')).map((i) => i.to),
    );
    expect(packages.filter((name) => !used.has(name))).toEqual([]);
  });

  it('enter folders through their front door', () => {
    expect(doorOffences(imports)).toEqual([]);
  });

  it('refuse a planted way past a front door', () => {
    const planted = "import { admitCard } from '../decision/admit.ts';";
    expect(doorOffences(importsOf('enclave-jobs/broker/planted.ts', planted))).toHaveLength(1);
  });

  it('keep app, server and test apart', () => {
    expect(sideOffences(imports)).toEqual([]);
  });

  it('refuse a planted import of a server value into a page', () => {
    const found = importsOf('app/jobs/page.tsx', "import '#server/relay/memory-relay.ts';");
    expect(sideOffences(found)).toHaveLength(1);
  });

  it('refuse a planted import of server/ by its alias too', () => {
    const found = importsOf('enclave-jobs/broker/planted.ts', "import '#server/relay/relay.ts';");
    expect(enclaveOffences(found, packages)).toHaveLength(1);
  });

  it('let pages use the pure rules of the domain', () => {
    const found = importsOf('app/jobs/page.tsx', "import '#server/domain/job-state.ts';");
    expect(sideOffences(found)).toEqual([]);
  });

  it('let nobody import a main', () => {
    expect(mainOffences(imports)).toEqual([]);
  });
});

describe('the simulator', () => {
  it.each(productionMains)('cannot be reached from %s', (main) => {
    expect([...reachable(main)].filter((file) => file.startsWith(simulator))).toEqual([]);
  });

  it('would be found if a production main reached it by a detour', () => {
    const detour = 'enclave-jobs/launch/settings.ts';
    const planted = new Map([[detour, "import '../attestation/simulated/index.ts';"]]);
    const found = reachable('enclave-jobs/launch/broker.main.ts', planted);
    expect([...found].some((file) => file.startsWith(simulator))).toBe(true);
  });
});

describe('pure folders', () => {
  it('use no clock, randomness, network or environment', () => {
    const found = files.map((file) => impurity(file, readFileSync(join(root, file), 'utf8')));
    expect(found.filter((word) => word !== undefined)).toEqual([]);
  });

  it('would be found using a clock', () => {
    expect(impurity('enclave-jobs/decision/planted.ts', 'const t = Date.now();')).toBe('Date.now');
  });
});

describe('the environment', () => {
  it('is read by mains, launchers and the settings reader only', () => {
    const readers = files.filter(
      (file) =>
        file.startsWith('enclave-jobs/') &&
        /process\.env/.test(readFileSync(join(root, file), 'utf8')),
    );
    for (const file of readers) expect(file).toMatch(/^enclave-jobs\/launch\//);
  });
});

describe('the launcher', () => {
  const launchers = ['app/_cli/commands/start.ts', 'server/setup/platform/platform.main.ts'];
  const laboratory = 'app/_cli/lab/';

  it.each(launchers)('reaches nothing of the laboratory from %s', (main) => {
    expect([...reachable(main)].filter((file) => file.startsWith(laboratory))).toEqual([]);
  });

  it('would be found reaching it by a detour', () => {
    const detour = 'app/_cli/scenario/run-job.ts';
    const planted = new Map([[detour, "import '../lab/run-lab.ts';"]]);
    const found = reachable('app/_cli/commands/start.ts', planted);
    expect([...found].some((file) => file.startsWith(laboratory))).toBe(true);
  });
});

describe('the acts', () => {
  const product = files.filter((file) => file.startsWith('app/'));
  const textOf = (file: string) => readFileSync(join(root, file), 'utf8');

  it.each(Object.entries(handedInBy))('alone hand in by %s, in %s', (procedure, act) => {
    const callers = product.filter((file) => callsOf(textOf(file)).includes(procedure));
    expect(callers).toEqual([`app/_client/acts/${act}`]);
  });

  it('would be found doubled, however the call is written', () => {
    const plain = 'await api.job\n  .submit.mutate({ title });';
    const hook = 'useMutation(trpc.job.submit.mutationOptions());';
    expect(callsOf(plain)).toEqual(['job.submit']);
    expect(callsOf(hook)).toEqual(['job.submit']);
  });
});
