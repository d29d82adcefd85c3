// The production worker. Until a hardware format has a collector it refuses to start.

import { readSettings } from './settings.ts';

readSettings(process.env);
process.stderr.write(
  'No TEE that this build knows: the worker does not start (docs/limitations.md).\n',
);
process.exit(1);
