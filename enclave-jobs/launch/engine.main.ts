// The engine process: one job over stdin and stdout, inside a proven sandbox or not at all.

import { runEngineProcess } from '../worker/index.ts';
import { compiledTemplates } from './template-digests.ts';

const [, , plaintextFolder = ''] = process.argv;
runEngineProcess({ registry: compiledTemplates(), plaintextFolder }).catch(() => process.exit(1));
