// What the simulated world takes for evidence: its own, and any of hardware, which is better than
// it asks for.

import { hardwareVerifiers } from '../verify/hardware.ts';
import { verifierSet } from '../verify/verify-evidence.ts';
import { simulatedVerifier } from './verify.ts';

export const simulatedWorldVerifiers = verifierSet(simulatedVerifier, ...hardwareVerifiers);
