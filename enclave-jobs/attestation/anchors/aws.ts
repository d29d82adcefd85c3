// The root of AWS Nitro Enclaves and NitroTPM documents. Source: AWS Nitro Enclaves user guide, G1.

import type { Hash } from '../../protocol/index.ts';
import type { Anchor } from '../x509/path.ts';

export const nitroRoot: Anchor = {
  name: 'aws.nitro-enclaves',
  keyHash: 'f2caf5ecc6190b4a8399b78bc58a2bbcd0382375db8a1bfd78a82743874fd225' as Hash,
};
