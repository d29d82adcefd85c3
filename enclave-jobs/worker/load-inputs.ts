// From ciphertext to engine tables: decrypt the approved columns into memory-backed files, load one
// row per person, and hold the owner to what its manifest said of the table's size.

import { EnclaveError, roundToTwoDigits, type DatasetManifest } from '../protocol/index.ts';
import { columnRanges, type JobEngine } from '../engine/index.ts';
import {
  openPayload,
  type ChunkCipher,
  type PayloadReader,
  type Secret,
} from '../sealing/index.ts';
import type { PreparedTemplate, TableLoad } from '../templates/index.ts';
import type { SealedInput } from './sealed-inputs.ts';

/** Files that live in memory only, inside the sandbox. */
export interface PlaintextFiles {
  pathOf(alias: string): string;
  create(alias: string, bytes: number): void;
  write(alias: string, offset: number, bytes: Uint8Array): void;
  remove(alias: string): void;
}

/** An owner whose input failed, and how; told to that owner only (R56). */
export class InputFailure extends EnclaveError {
  readonly alias: string;

  constructor(alias: string, code: 'INPUT_BYTES' | 'INPUT_FORMAT' | 'INPUT_FALSE') {
    super(code);
    this.alias = alias;
  }
}

function loadOf(prepared: PreparedTemplate, alias: string): TableLoad {
  const load = prepared.plan.loads.find((one) => one.alias === alias);
  if (load === undefined) throw new EnclaveError('TEMPLATE_FOREIGN', alias);
  return load;
}

function writeColumns(
  reader: PayloadReader,
  { sealed }: DatasetManifest,
  load: TableLoad,
  files: PlaintextFiles,
): void {
  const { offset, bytes } = sealed.footer;
  const footer = reader.read(offset, bytes);
  const columns = [load.key, ...load.columns.map((column) => column.column)];
  files.create(load.alias, reader.plaintextBytes);
  for (const range of columnRanges(footer, offset, columns)) {
    files.write(load.alias, range.offset, reader.read(range.offset, range.length));
  }
}

export interface LoadContext {
  readonly engine: JobEngine;
  readonly files: PlaintextFiles;
  readonly cipher: ChunkCipher;
}

async function loadOne(
  input: SealedInput,
  fileKey: Secret,
  load: TableLoad,
  { engine, files, cipher }: LoadContext,
): Promise<void> {
  const manifest = input.source.manifest.value;
  const reader = openPayload({
    readSegment: (index) => input.segments[index] ?? new Uint8Array(0),
    header: input.header,
    fileKey,
    totalBytes: manifest.sealed.bytes,
    cipher,
  });
  fileKey.wipe();
  writeColumns(reader, manifest, load, files);
  reader.wipe();
  const { persons, rows } = await engine.load(load, files.pathOf(load.alias));
  files.remove(load.alias);
  // The size that thresholds were judged on is the owner's word: it must be true of the sealed
  // rows.
  const honest =
    roundToTwoDigits(persons) === manifest.entitiesRounded &&
    roundToTwoDigits(rows) === manifest.rowsRounded;
  if (!honest) throw new EnclaveError('INPUT_FALSE');
}

/** Loads every input. Throws InputFailure for the owner concerned, ENGINE or TEMPLATE_FOREIGN. */
export async function loadInputs(
  inputs: readonly SealedInput[],
  fileKeys: ReadonlyMap<string, Secret>,
  prepared: PreparedTemplate,
  context: LoadContext,
): Promise<void> {
  for (const input of inputs) {
    const { alias } = input.source.input;
    const fileKey = fileKeys.get(alias);
    if (fileKey === undefined) throw new EnclaveError('RELEASE_KEYS', alias);
    try {
      await loadOne(input, fileKey, loadOf(prepared, alias), context);
    } catch (error) {
      if (!(error instanceof EnclaveError)) throw error;
      const { code } = error;
      if (code === 'INPUT_BYTES' || code === 'INPUT_FORMAT' || code === 'INPUT_FALSE') {
        throw new InputFailure(alias, code);
      }
      throw error;
    }
  }
}
