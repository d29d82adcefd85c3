import type { Role } from '#server/domain/permissions.ts';
import { listed } from '../../_text/format.ts';
import { say } from '../../_text/text.ts';

export const roleWord = (role: Role): string => say(`role.${role}`);

export const rolesLine = (roles: readonly Role[]): string => listed(roles.map(roleWord));
