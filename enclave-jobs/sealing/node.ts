// The second front door of sealing/, for programs on Node only: see index.ts for what is trusted.

export { nativeChunkCipher } from './payload-node.ts';
