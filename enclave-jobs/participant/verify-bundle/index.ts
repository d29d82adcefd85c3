// verify-bundle: four verdicts over a proof bundle, offline. Trusts compiled-in anchors and the
// pins it is given; refuses every member that does not parse, resolve, verify or belong. Leaves
// out: the sealed result itself (../open-result.ts).

export { readPins, type Pins } from './pinned.ts';
export {
  verdictNames,
  type CheckState,
  type Verdict,
  type VerifyReport,
  type VerifyStep,
} from './report.ts';
export { verifyBundle, type VerifyContext } from './verify-bundle.ts';
