// Accounts of the demonstration. Organisations and people are made here, as an operator would;
// keys, cards, datasets and jobs are theirs to make, by participant code.

import { hashPassword } from '../../auth/passwords.ts';
import type { Db } from '../../db/client.ts';
import type { Role } from '../../domain/permissions.ts';
import { demoScenario } from '../demo-scenario.ts';

export interface DemoPerson {
  readonly email: string;
  readonly label: string;
  readonly organisation: string;
  /** Of the scenario. */
  readonly partyId: string;
  readonly roles: readonly Role[];
}

const bureauId = 'bureau';

/** Desks, not people: one per lender, three at the bureau. */
export function demoPeople(): readonly DemoPerson[] {
  return demoScenario().parties.flatMap(({ id, name }): DemoPerson[] => {
    const desk = (role: Role, roles: readonly Role[], label: string) => ({
      email: `${role}@${id}.example`,
      label,
      organisation: name,
      partyId: id,
      roles,
    });
    if (id !== bureauId) return [desk('owner', ['owner', 'admin'], 'Data owner')];
    return [
      desk('analyst', ['analyst'], 'Analyst'),
      desk('admin', ['admin'], 'Administrator'),
      desk('auditor', ['auditor'], 'Auditor'),
    ];
  });
}

/** Makes the accounts that are missing; those that are there keep what they are. */
export async function seatDemoPeople(db: Db, password: string): Promise<void> {
  const passwordHash = await hashPassword(password);
  for (const { email, label, organisation, roles } of demoPeople()) {
    const { id: organisationId } = await db.organisation.upsert({
      where: { name: organisation },
      create: { name: organisation, demonstration: true },
      update: {},
      select: { id: true },
    });
    await db.person.upsert({
      where: { email },
      create: { email, label, organisationId, roles: [...roles], passwordHash },
      update: {},
    });
  }
}
