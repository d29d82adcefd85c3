// Which code this program accepts: the digests of the build that it came from, never a platform's
// word.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from './command.ts';

/**
 * Makes buildFacts() answer from the file beside this program. Throws UsageError if it is not
 * there.
 */
export function knowOwnBuild(): void {
  const file = join(__dirname, 'build-facts.json');
  if (!existsSync(file)) {
    throw new UsageError(
      `${file} is missing: build Parley here, so that this program knows its code`,
    );
  }
  process.env['PARLEY_BUILD_FACTS'] = readFileSync(file, 'utf8');
}
