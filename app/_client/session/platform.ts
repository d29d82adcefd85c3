// What a participant's acts need of a platform, as narrow as they need it. The typed client of the
// web platform fits as it is; the laboratory has the same shape in memory. Every answer is a claim.

import type { JobEnd } from '#enclave/channel/index.ts';
import type { BrokerRequest, Hash, SignedDocument } from '#enclave/protocol/index.ts';
import type { DenyReason } from '#server/domain/job-state.ts';
import type { Material } from '../jobs/review.ts';
import type { ProofLog } from '../proofs/proof-bundle.ts';

interface Query<Input, Answer> {
  readonly query: (input: Input) => Promise<Answer>;
}
interface Mutation<Input, Answer> {
  readonly mutate: (input: Input) => Promise<Answer>;
}

type SealedGrant = Extract<BrokerRequest, { kind: 'grant' }>;

/** Everything signed about a job, and its end once it has one. */
export interface JobMaterial extends Material {
  readonly end: JobEnd | null;
}

interface OneJob {
  readonly job: string;
}

export interface Platform {
  readonly broker: { readonly ask: Mutation<{ request: string }, { readonly answer: string }> };
  readonly dataset: {
    readonly register: Mutation<
      {
        collaboration: Hash;
        name: string;
        manifest: SignedDocument;
        policy: SignedDocument;
        grant: SealedGrant;
        digests: string;
      },
      unknown
    >;
    readonly sealedHeader: Query<{ manifest: Hash }, { readonly file: string }>;
    readonly withdraw: Mutation<{ withdrawals: SignedDocument[] }, unknown>;
  };
  readonly policy: {
    /** Null while the rule waits for colleagues. */
    readonly publish: Mutation<
      { policy: SignedDocument; grant?: SealedGrant },
      { readonly policy: string | null }
    >;
  };
  readonly job: {
    readonly submit: Mutation<
      { title: string; jobSpec: SignedDocument; draft?: string },
      { readonly id: string }
    >;
    readonly decide: Mutation<
      { job: string; approval: SignedDocument; reason?: DenyReason },
      unknown
    >;
    readonly material: Query<OneJob, JobMaterial>;
    readonly proofLog: Query<OneJob, ProofLog>;
  };
}
