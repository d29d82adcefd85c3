// A usage policy from the decisions of people: who, which questions, how small a group may show.

import {
  UsagePolicy,
  makeDocument,
  sorted,
  type Column,
  type Constraints,
  type Doc,
  type DatasetManifest,
  type Hash,
  type TemplateRef,
  type UsagePolicy as Policy,
  type WorkerRequirements,
} from '../protocol/index.ts';

export interface PolicyTerms {
  readonly collaboration: Hash;
  readonly brokers: readonly Hash[];
  readonly enclaves: readonly WorkerRequirements[];
  readonly analysts: readonly Hash[];
  readonly receivers: readonly Hash[];
  readonly partners: readonly Hash[];
  readonly templates: readonly {
    readonly ref: TemplateRef;
    readonly params: Constraints;
  }[];
  readonly grids: readonly Hash[];
  readonly entitiesMin: number;
  readonly classMin: number;
  readonly jobsMax: number;
  readonly releaseTickSeconds: Policy['releaseTickSeconds'];
  /** Seconds since 1970. */
  readonly expires: number;
}

/** The entry of a worker on the simulated platform, which has nothing to show but its code. */
export function simulatedWorker(code: Hash): WorkerRequirements {
  return {
    format: 'simulated',
    code,
    referenceValues: { code: [code] },
    minTcb: {},
    minCollateralIssued: 0,
  };
}

function allowedTemplate({ ref, params }: PolicyTerms['templates'][number]) {
  return { ...ref, params, modes: ['threshold' as const] };
}

function allowedColumn({ name, role }: Column) {
  return { name, roles: [role] };
}

const noBudget = {
  rhoTotal: '0/1',
  rhoJobMax: '0/1',
  rhoPerAnalyst: '0/1',
  rhoPerCollaboration: '0/1',
  deltaTotal: '0/1',
};

/** A threshold-mode policy for one dataset version; every column in its own role and no other. */
export function thresholdPolicy(
  manifest: Doc<DatasetManifest>,
  terms: PolicyTerms,
  previous?: Doc<Policy>,
): Doc<Policy> {
  const { dataset, version, columns } = manifest.value;
  return makeDocument(UsagePolicy, {
    dataset,
    seq: (previous?.value.seq ?? 0) + 1,
    ...(previous === undefined ? {} : { previous: previous.name }),
    versions: [version],
    collaboration: terms.collaboration,
    brokers: sorted(terms.brokers),
    templates: sorted(terms.templates.map(allowedTemplate)),
    columns: columns.map(allowedColumn),
    analysts: sorted(terms.analysts),
    receivers: sorted(terms.receivers),
    partners: sorted(terms.partners),
    enclaves: sorted(terms.enclaves),
    thresholds: {
      entitiesMin: terms.entitiesMin,
      partnerEntitiesMin: 1000,
      classMin: terms.classMin,
      dominanceMax: '1/1',
    },
    dp: noBudget,
    threshold: {
      grids: sorted(terms.grids),
      jobsMax: terms.jobsMax,
      jobsPerAnalyst: terms.jobsMax,
    },
    standing: false,
    dpOnlyForLife: previous?.value.dpOnlyForLife ?? false,
    releaseTickSeconds: terms.releaseTickSeconds,
    time: { sources: ['host'], authorities: [] },
    expires: terms.expires,
  });
}
