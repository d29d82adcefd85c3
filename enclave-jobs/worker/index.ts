// worker: one job in one fresh pair of processes. Trusts the Genesis whose hash the job names, and
// its hardware; refuses to ask for keys outside a proven sandbox, and any release, entry, byte or
// template that is not the one named. Leaves out: queues and platforms (channel/), starting it
// (launch/).

export { serveJob, type AgentEnvironment, type EngineProcess } from './agent.ts';
export { runEngineProcess, type EngineProcessOptions } from './engine-process.ts';
export { runJob, type EngineEnvironment } from './run-job.ts';
export { inspectSandbox, requireSandbox, type SandboxFinding } from './sandbox-proof.ts';
export { findSandbox, type SandboxCommand, type SandboxFiles } from './sandbox.ts';
