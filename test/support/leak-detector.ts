// Canary rows carry a string that stands nowhere else. After every scenario this looks for it
// wherever a host could: storage, messages, logs, errors, temporary files; as it is, in base64 at
// each of its three offsets, and in hex; unwrapped() looks inside of what is packed more than once.

import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

export const canary = 'CANARY7F3A';

/** Spellings under which the canary would still be readable. */
export function spellings(word: string): readonly Buffer[] {
  const plain = Buffer.from(word);
  const base64 = [0, 1, 2].map((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift, 0x20), plain]).toString('base64url');
    // The characters that do not mix with neighbours.
    return Buffer.from(text.slice(shift === 0 ? 0 : shift + 1, -3));
  });
  return [plain, Buffer.from(plain.toString('hex')), ...base64];
}

export interface Place {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The names of the places where a canary is readable. */
export function leaksIn(places: Iterable<Place>, word: string = canary): readonly string[] {
  const wanted = spellings(word);
  const found: string[] = [];
  for (const { name, bytes } of places) {
    const haystack = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    if (wanted.some((needle) => haystack.includes(needle))) found.push(name);
  }
  return found;
}

const packed = /[A-Za-z0-9+/_-]{24,}/g;
const wrapsMax = 3;

function* layersOf(place: Place, wraps: number): Generator<Place> {
  yield place;
  if (wraps === 0) return;
  const text = Buffer.from(place.bytes).toString('latin1');
  for (const [run] of text.matchAll(packed)) {
    const bytes = Buffer.from(run, /^(?:[0-9a-f]{2})+$/.test(run) ? 'hex' : 'base64');
    yield* layersOf({ name: place.name, bytes }, wraps - 1);
  }
}

/**
 * Each place, and whatever stands in it as base64 or hex, down to documents inside of documents.
 */
export function* unwrapped(places: Iterable<Place>): Generator<Place> {
  for (const place of places) yield* layersOf(place, wrapsMax);
}

/** Every file below `folder` that can be read. */
export function filesBelow(folder: string): readonly Place[] {
  const places: Place[] = [];
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    try {
      if (entry.isDirectory()) places.push(...filesBelow(path));
      else if (entry.isFile() && statSync(path).size < 64 * 1024 * 1024) {
        places.push({ name: path, bytes: readFileSync(path) });
      }
    } catch {
      // Another user's file, or gone meanwhile: not ours.
    }
  }
  return places;
}
