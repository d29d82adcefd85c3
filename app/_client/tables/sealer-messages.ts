// What page and sealing worker say to each other. Rows never leave the worker.

import type {
  LabelMaps,
  DeclaredColumn,
  ProposedColumn,
  SchemaHints,
  TableProblem,
} from '#enclave/participant/index.ts';
import type { DatasetManifest } from '#enclave/protocol/index.ts';

export interface SealRequest {
  readonly party: string;
  /** Age recipient of the owner: the file can be opened again by its owner. */
  readonly recipient: string;
  readonly columns: readonly DeclaredColumn[];
  readonly labels: LabelMaps;
  readonly entityKey: { readonly column: string; readonly domain: string };
  readonly normaliser: DatasetManifest['normaliser'];
  /** Bytes of the manifest before, for a new version of the same table. */
  readonly previous?: Uint8Array;
}

export type ToSealer =
  | { readonly say: 'read'; readonly file: Blob }
  | { readonly say: 'propose'; readonly hints: SchemaHints }
  | { readonly say: 'check'; readonly request: SealRequest }
  | { readonly say: 'seal'; readonly request: SealRequest };

/** A sealed table without its rows: what is signed, granted and uploaded. */
export interface SealedParts {
  readonly manifest: Uint8Array;
  readonly header: Uint8Array;
  /** 32 bytes per segment. */
  readonly digests: Uint8Array;
  readonly fileKey: Uint8Array;
  readonly noiseShare: Uint8Array;
  readonly sizeBytes: number;
  /** Of the sealed file in this browser's own file system. */
  readonly fileName: string;
}

export type FromSealer =
  | { readonly say: 'table'; readonly rows: number; readonly columns: readonly ProposedColumn[] }
  | { readonly say: 'checked'; readonly rows: number; readonly people: number }
  | {
      readonly say: 'problems';
      readonly problems: readonly TableProblem[];
      readonly total: number;
    }
  | { readonly say: 'stage'; readonly stage: 'converting' | 'sealing' | 'writing' }
  | { readonly say: 'sealed'; readonly parts: SealedParts }
  | { readonly say: 'failed'; readonly words: string };
