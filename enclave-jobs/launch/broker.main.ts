// The production broker. Until there is hardware that seals a broker's keys to its code it refuses
// to start.

import { readSettings } from './settings.ts';

readSettings(process.env);
process.stderr.write(
  'No TEE that this build knows: the broker does not start (docs/limitations.md).\n',
);
process.exit(1);
