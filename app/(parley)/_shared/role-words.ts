import type { Role } from '../../../server/domain/permissions.ts';
import { say } from '../../_text/text.ts';

export const roleWord = (role: Role): string => say(`role.${role}`);

export const rolesLine = (roles: readonly Role[]): string => listed(roles.map(roleWord));

const joiner = new Intl.ListFormat('en-GB', { type: 'conjunction' });

/** `Alder, Birch and Cedar` */
export const listed = (names: readonly string[]): string => joiner.format(names);
