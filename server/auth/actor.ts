import { getToken } from 'next-auth/jwt';
import type { NextRequest } from 'next/server';
import * as z from 'zod';
import type { Db } from '../db/client.ts';
import type { Actor } from '../services/platform.ts';

/** `since`: when the person signed in, in seconds since 1970. */
const tokenSchema = z.object({ sub: z.uuid(), since: z.number() });

/**
 * Roles are read anew at each request, so that taking one away works at once. Null for strangers.
 */
export async function actorOf(db: Db, secret: string, req: NextRequest): Promise<Actor | null> {
  const read = tokenSchema.safeParse(await getToken({ req, secret }));
  if (!read.success) return null;
  const person = await db.person.findUnique({
    where: { id: read.data.sub },
    select: {
      id: true,
      label: true,
      roles: true,
      sessionsFrom: true,
      organisation: { select: { id: true, name: true, party: true } },
    },
  });
  if (person === null) return null;
  // Tokens carry whole seconds.
  if ((read.data.since + 1) * 1000 < person.sessionsFrom.getTime()) return null;
  const { organisation } = person;
  return {
    personId: person.id,
    organisationId: organisation.id,
    organisation: organisation.name,
    party: organisation.party,
    roles: person.roles,
    label: person.label,
  };
}
