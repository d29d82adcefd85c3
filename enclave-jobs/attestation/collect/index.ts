// collect: what a program inside a TEE asks of it. Not pure: files, devices and tools of the
// machine. For mains only; whoever receives the evidence verifies it and trusts nothing of this.

export { collectEvidence } from './collector.ts';
export { openCollector } from './open-collector.ts';
