// Lines that the tokens of Arm's Root of Trust have in common.

import { coseAlgorithmOf, type CoseAlgorithm } from '../../encoding/cose-algorithms.ts';
import type { Sign1 } from '../../encoding/cose.ts';
import type { Examination } from '../../examination.ts';
import type { Curve } from '../../x509/algorithms.ts';

/**
 * The algorithm is the one of the key's curve, and the key signed. `prefix` begins the names of the
 * lines.
 */
export async function checkSign1(
  examination: Examination,
  prefix: string,
  { algorithm }: Sign1,
  curve: Curve,
  isSigned: (algorithm: CoseAlgorithm) => Promise<boolean>,
): Promise<void> {
  const fitting = coseAlgorithmOf(curve);
  examination.check(`${prefix}algorithm`, algorithm === fitting.id, {
    field: 'alg',
    expected: `${fitting.id} (${fitting.name}), as the key's curve is ${curve}`,
    found: `${algorithm}`,
  });
  const isGood = await isSigned(fitting);
  examination.check(`${prefix}signature`, isGood, {
    field: 'signature',
    expected: 'by the key',
    found: isGood ? 'signed' : 'not signed',
  });
}

/** Of the states only "secured" says that nobody debugs the Root of Trust. */
export function checkLifecycle(examination: Examination, lifecycle: number): void {
  const isSecured = lifecycle >= 0x3000 && lifecycle <= 0x30ff;
  examination.check('lifecycle', isSecured, {
    field: 'lifecycle',
    expected: '3000 to 30ff (secured)',
    found: lifecycle.toString(16).padStart(4, '0'),
  });
}
