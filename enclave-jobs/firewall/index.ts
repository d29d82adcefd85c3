// firewall: decides which numbers leave a worker, in threshold mode on counts: persons per owner,
// complements, label classes, secondary suppression, rounding. Trusts the true counts of the
// engine; refuses nothing loudly: what may not leave is one mark. Leaves out: noise, dominance,
// sums (later).

export { releaseTables, rulesetName, type Disclosed } from './release-tables.ts';
