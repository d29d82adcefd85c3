import { describe, expect, it } from 'vitest';
import { demoScenario } from '#server/setup/demo-scenario.ts';
import { ScenarioError, readScenario } from '#server/setup/scenario.ts';

/** The smallest good scenario, fresh each time, for one change. */
function aScenario() {
  return {
    collaboration: 'Room',
    parties: [
      { id: 'alder', name: 'Alder Bank' },
      { id: 'birch', name: 'Birch Credit' },
      { id: 'bureau', name: 'Bureau' },
    ],
    datasets: ['alder', 'birch'].map((id) => ({
      id,
      owner: id,
      file: `${id}.csv`,
      columns: { person: { role: 'entityKey' } },
      entityDomain: 'test-person',
    })),
    policies: ['alder', 'birch'].map((dataset) => ({
      dataset,
      jobs: ['count'],
      analysts: ['bureau'],
      receivers: ['bureau'],
      partners: ['alder', 'birch'],
    })),
    jobs: [
      {
        id: 'count',
        template: 'overlap',
        analyst: 'bureau',
        inputs: ['alder', 'birch'],
        params: { left: 'alder', right: 'birch', segment: 'none' },
        recipients: ['bureau'],
        decisions: { alder: 'approve', birch: 'approve' },
      },
    ],
  };
}

type Path = readonly (string | number)[];

/** A scenario with one value set, or taken away if it is undefined. */
function withValue(path: Path, value: unknown): string {
  const scenario: unknown = aScenario();
  let at = scenario as Record<string | number, unknown>;
  for (const step of path.slice(0, -1)) at = at[step] as Record<string | number, unknown>;
  at[path.at(-1) ?? ''] = value;
  return JSON.stringify(scenario);
}

function faultOf(text: string): string {
  try {
    readScenario(text);
  } catch (error) {
    if (error instanceof ScenarioError) return error.message;
    throw error;
  }
  return 'no fault';
}

describe('a scenario', () => {
  it('is read with its defaults', () => {
    const scenario = readScenario(JSON.stringify(aScenario()));
    expect(scenario.parties[0]).toEqual({
      id: 'alder',
      name: 'Alder Bank',
      holders: 1,
      quorum: 1,
    });
    expect(scenario.jobs[0]).toMatchObject({ expect: 'verified' });
    expect(scenario.datasets[0]?.normaliser).toBe('exact');
  });

  it('of the demonstration is read by the same strict reader', () => {
    const { jobs, datasets, policies } = demoScenario();
    expect(jobs.map((job) => job.id)).toEqual(['overlap', 'multi_lending']);
    expect(datasets).toHaveLength(5);
    expect(policies.map((policy) => policy.dataset)).toEqual(datasets.map((one) => one.id));
  });
});

describe('a fault is named, with its place:', () => {
  const cases: [string, Path, unknown, readonly string[]][] = [
    ['an owner who is no party', ['datasets', 0, 'owner'], 'elm', ['dataset alder', 'party "elm"']],
    ['an analyst who is no party', ['jobs', 0, 'analyst'], 'elm', ['job count', 'party "elm"']],
    ['a reader who is no party', ['jobs', 0, 'recipients'], ['elm'], ['job count', '"elm"']],
    ['a decision of no party', ['jobs', 0, 'decisions', 'elm'], 'deny', ['job count', '"elm"']],
    [
      'an input that is no dataset',
      ['jobs', 0, 'inputs', 1],
      'elm',
      ['job count', 'dataset "elm"'],
    ],
    ['a policy for no dataset', ['policies', 1, 'dataset'], 'elm', ['policy of elm', 'dataset']],
    ['a policy for no job', ['policies', 1, 'jobs'], ['other'], ['policy of birch', 'job "other"']],
    ['a policy for no analyst', ['policies', 0, 'analysts'], ['elm'], ['policy of alder', '"elm"']],
    ['a policy for no reader', ['policies', 0, 'receivers'], ['elm'], ['policy of alder', '"elm"']],
    ['a policy for no partner', ['policies', 0, 'partners'], ['elm'], ['policy of alder', '"elm"']],
    ['two parties with one id', ['parties', 1, 'id'], 'alder', ['two parties have the same id']],
    ['two datasets with one id', ['datasets', 1, 'id'], 'alder', ['two datasets have the same id']],
    ['an unknown key at the top', ['extra'], 1, ['extra']],
    ['an unknown key of a party', ['parties', 0, 'extra'], 1, ['parties.0', 'extra']],
    ['an unknown key of a dataset', ['datasets', 0, 'extra'], 1, ['datasets.0', 'extra']],
    [
      'an unknown key of a column',
      ['datasets', 0, 'columns', 'person', 'extra'],
      1,
      ['datasets.0.columns.person', 'extra'],
    ],
    ['an unknown key of a policy', ['policies', 0, 'extra'], 1, ['policies.0', 'extra']],
    ['an unknown key of a job', ['jobs', 0, 'extra'], 1, ['jobs.0', 'extra']],
    ['no collaboration', ['collaboration'], undefined, ['collaboration']],
    ['no parties', ['parties'], undefined, ['parties']],
    ['no jobs', ['jobs'], [], ['jobs']],
    ['no file', ['datasets', 0, 'file'], undefined, ['datasets.0.file']],
    ['no entity domain', ['datasets', 0, 'entityDomain'], undefined, ['datasets.0.entityDomain']],
    ['no columns', ['datasets', 1, 'columns'], undefined, ['datasets.1.columns']],
    ['no template', ['jobs', 0, 'template'], undefined, ['jobs.0.template']],
    ['no readers', ['jobs', 0, 'recipients'], [], ['jobs.0.recipients']],
    ['no decisions', ['jobs', 0, 'decisions'], undefined, ['jobs.0.decisions']],
    ['no partners', ['policies', 0, 'partners'], undefined, ['policies.0.partners']],
    ['an id that is none', ['parties', 0, 'id'], 'Alder Bank', ['parties.0.id']],
    ['a role that is none', ['datasets', 0, 'columns', 'person', 'role'], 'key', ['person.role']],
    ['a decision that is none', ['jobs', 0, 'decisions', 'alder'], 'yes', ['decisions.alder']],
    ['a fraction of a person', ['policies', 0, 'entitiesMin'], 25.5, ['policies.0.entitiesMin']],
  ];
  it.each(cases)('%s', (_what, path, value, words) => {
    const fault = faultOf(withValue(path, value));
    expect(fault).toContain('the scenario has faults');
    for (const word of words) expect(fault).toContain(word);
  });

  it('all of them at once', () => {
    const scenario = aScenario();
    const [dataset, job] = [scenario.datasets[0], scenario.jobs[0]];
    if (dataset === undefined || job === undefined) throw new Error('no scenario');
    dataset.owner = 'elm';
    job.analyst = 'fir';
    const fault = faultOf(JSON.stringify(scenario));
    expect(fault).toContain('"elm"');
    expect(fault).toContain('"fir"');
  });

  it.each(['', '{', 'parties: []', 'null', '[]'])('text that is no scenario: %j', (text) => {
    expect(faultOf(text)).toMatch(/the scenario (is not JSON|has faults)/);
  });
});
