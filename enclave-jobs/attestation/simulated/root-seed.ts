// NOT A SECRET. The private half of the simulated root, published: RFC 8032 section 7.1, test 1.
// Whoever has this repository can forge simulated evidence; that is what "simulated" means.

import { fromHex } from '../../protocol/index.ts';

export const simulatedRootSeedNotSecret = fromHex(
  '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
);
