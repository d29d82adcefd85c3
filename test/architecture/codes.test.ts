// The closed lists of codes: what nobody can say any more is no code.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import {
  clientFailures,
  refusalCodes,
  verifyFailures,
  workerFailures,
} from '#enclave/protocol/index.ts';
import { root, sourceFiles } from './import-graph.ts';

const speakers = ['app', 'enclave-jobs'].flatMap(sourceFiles).filter((file) => {
  return !file.endsWith('/error-codes.ts') && !file.startsWith('app/_text/');
});
const said = speakers.map((file) => readFileSync(join(root, file), 'utf8')).join('\n');

it.each([...refusalCodes, ...workerFailures, ...verifyFailures, ...clientFailures])(
  '%s is said somewhere',
  (code) => {
    expect(said).toContain(`'${code}'`);
  },
);
