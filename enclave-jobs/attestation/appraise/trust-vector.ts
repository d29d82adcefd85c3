// Which part of the trust vector (draft-ietf-rats-ar4si) each line speaks for.

import type { trustTiers } from '../../protocol/index.ts';
import type { AppraisalLine } from './line.ts';

type Tier = (typeof trustTiers)[number];
type VectorPart = 'instanceIdentity' | 'configuration' | 'executables' | 'hardware';

const parts: Readonly<Record<VectorPart, readonly string[]>> = {
  instanceIdentity: ['anchor', 'chip', 'key'],
  configuration: ['debug', 'attributes', 'migration', 'smt', 'privilege-level', 'life-cycle'],
  executables: ['reference-values', 'code', 'expires'],
  hardware: ['format', 'tcb', 'advisories', 'collateral', 'evidence-age'],
};

/**
 * A part is affirmed if none of its lines failed; a part without a line that was checked says
 * nothing.
 */
export function trustVector(lines: readonly AppraisalLine[]): Readonly<Record<VectorPart, Tier>> {
  const tierOf = (part: VectorPart): Tier => {
    const own = lines.filter(({ id }) => parts[part].includes(id));
    if (own.some(({ answer }) => answer === 'fail')) return 'contraindicated';
    return own.some(({ answer }) => answer === 'pass') ? 'affirming' : 'none';
  };
  return {
    instanceIdentity: tierOf('instanceIdentity'),
    configuration: tierOf('configuration'),
    executables: tierOf('executables'),
    hardware: tierOf('hardware'),
  };
}
