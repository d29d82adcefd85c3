// The demonstration's scenario: five lenders, a bureau that asks and reads, two questions.

import { readScenario, type Scenario } from './scenario.ts';

const lenders = ['alder', 'birch', 'cedar', 'dogwood', 'elm'];
const names = ['Alder Bank', 'Birch Credit', 'Cedar Finance', 'Dogwood Lending', 'Elm Savings'];

const approveAll = (owners: readonly string[]) =>
  Object.fromEntries(owners.map((owner) => [owner, 'approve']));

/** Read through the same strict reader as anybody's file. */
export function demoScenario(): Scenario {
  return readScenario(
    JSON.stringify({
      collaboration: 'Joint credit room',
      parties: [
        ...lenders.map((id, i) => ({ id, name: names[i] })),
        { id: 'bureau', name: 'Meridian Bureau' },
      ],
      datasets: lenders.map((id, i) => ({
        id,
        owner: id,
        file: `${id}.csv`,
        columns: {
          person_id: { role: 'entityKey', type: 'text' },
          region: { role: 'dimension' },
          ...(i === 0 ? { bad: { role: 'label', rows: 'worst' } } : {}),
        },
        entityDomain: 'national-id',
        normaliser: 'digits',
      })),
      policies: lenders.map((id) => ({
        dataset: id,
        jobs: ['alder', 'birch'].includes(id) ? ['overlap', 'multi_lending'] : ['multi_lending'],
        analysts: ['bureau'],
        receivers: ['bureau'],
        partners: lenders.filter((other) => other !== id),
      })),
      jobs: [
        {
          id: 'overlap',
          template: 'overlap',
          analyst: 'bureau',
          inputs: ['alder', 'birch'],
          params: { left: 'alder', right: 'birch', segment: 'region' },
          recipients: ['bureau'],
          decisions: approveAll(['alder', 'birch']),
        },
        {
          id: 'multi_lending',
          template: 'multi-lending',
          analyst: 'bureau',
          inputs: lenders,
          params: { topCode: 5, label: 'alder' },
          recipients: ['bureau'],
          decisions: approveAll(lenders),
        },
      ],
    }),
  );
}
