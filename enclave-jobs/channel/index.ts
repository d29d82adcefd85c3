// channel: bytes between an enclave and the untrusted platform, and between a worker's two
// processes. Trusts nothing it carries; refuses frames that are too large or cut short. Leaves out:
// any meaning.

export { FrameReader, encodeFrame, type Frame } from './frames.ts';
export { httpBrokerPlatform, httpWorkerPlatform, splitRecords, type Door } from './http-door.ts';
export {
  jobEndSchema,
  jobPackageSchema,
  jobPhases,
  leaseSchema,
  type BrokerPlatform,
  type JobEnd,
  type JobPackage,
  type JobPhase,
  type Lease,
  type Predecessor,
  type WorkerPlatform,
} from './platform.ts';
