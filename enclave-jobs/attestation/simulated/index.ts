// SIMULATED. Own format, own root (with a published seed), own entry files. It is there to develop,
// demonstrate and test; it protects nothing, and no production entry can reach it.

export { simulatedRootKey } from './anchor.ts';
export {
  openSimulatedPlatform,
  type SimulatedPlatform,
  type SimulatedPlatformKeys,
} from './platform.ts';
export { simulatedVerifier } from './verify.ts';
export { simulatedWorldVerifiers } from './world.ts';
