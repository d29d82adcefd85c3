// Who may do what on the platform. It keeps honest people apart; what holds against a dishonest
// platform is a signature checked in an enclave, never this table.

export const roles = ['analyst', 'owner', 'admin', 'auditor'] as const;
export type Role = (typeof roles)[number];

const everyone: readonly Role[] = roles;

/**
 * Each permission and the roles that carry it. A procedure without a permission does not compile.
 */
export const permissions = {
  'me:read': everyone,
  'key:manage': everyone,
  'organisation:read': everyone,
  'organisation:card': ['owner', 'admin', 'analyst'],
  'organisation:invite': ['admin'],
  'collaboration:read': everyone,
  'collaboration:create': ['owner', 'analyst', 'admin'],
  'collaboration:answer': ['owner', 'admin'],
  'party:read': everyone,
  'broker:ask': everyone,
  'dataset:read': everyone,
  'dataset:register': ['owner'],
  'dataset:withdraw': ['owner'],
  'dataset:erase': ['owner'],
  'policy:sign': ['owner'],
  'job:read': everyone,
  'job:draft': ['analyst'],
  'job:submit': ['analyst'],
  'job:cancel': ['analyst'],
  'job:decide': ['owner'],
  'job:discuss': ['analyst', 'owner'],
  'result:read': ['analyst', 'owner', 'auditor'],
  'fleet:read': ['admin', 'auditor', 'owner'],
  'evidence:read': everyone,
  'reference:read': ['admin', 'auditor', 'owner'],
  'reference:propose': ['admin'],
  'activity:read': everyone,
} as const satisfies Readonly<Record<string, readonly Role[]>>;

export type Permission = keyof typeof permissions;

export function isAllowed(held: readonly Role[], permission: Permission): boolean {
  const carriers: readonly Role[] = permissions[permission];
  return held.some((role) => carriers.includes(role));
}
