// Every limit of the protocol stands here, with its source (docs/protocol.md R1, R5, R8, R35, R55).

export const KIB = 1024;
export const MIB = 1024 * KIB;

/** R1: the largest accepted encodings, in bytes. */
export const documentBytesMax = {
  standard: 64 * KIB,
  manifest: 256 * KIB,
  evidence: MIB,
  bundle: 16 * MIB,
} as const;

/** R1: nesting of arrays and objects, the outermost one counted. */
export const documentDepthMax = 16;

/** RFC 8259 section 6 and R1: integers that every reader represents exactly. */
export const integerMax = Number.MAX_SAFE_INTEGER;

export const textLengthMax = 512;
export const namesMax = 256;
export const partiesMax = 64;
export const columnsMax = 512;
export const domainValuesMax = 1024;
/** Codes of one column that are no values. */
export const specialMax = 64;
export const keysMax = 64;
export const inputsMax = 16;
export const signaturesMax = 64;
export const approvalsMax = 256;
/** Outputs that one job may leave for later ones. */
export const carriedMax = 16;
/** Steps of one study. */
export const stepsMax = 32;
export const logEntriesMax = 100_000;

/** R5: what an enclave reads of an age header before any key operation. */
export const ageHeaderBytesMax = 32 * KIB;
export const ageStanzasMax = 16;

/** C2SP age: payload chunk of plaintext, Poly1305 tag, STREAM nonce. */
export const ageChunkBytes = 64 * KIB;
export const ageTagBytes = 16;
export const ageNonceBytes = 16;

/** R8: a segment is 16 sealed age chunks. */
export const chunksPerSegment = 16;
export const segmentBytes = chunksPerSegment * (ageChunkBytes + ageTagBytes);

/** R35: free retries of one job. */
export const retriesMax = 5;

/** R38: size of the client data of a WebAuthn assertion. */
export const clientDataBytesMax = KIB;

/**
 * No policy allows groups of fewer persons, or classes of fewer; a job below is refused whatever is
 * signed.
 */
export const entitiesMinFloor = 10;
export const classMinFloor = 5;
/** Released counts are multiples of this. */
export const roundingBase = 5;
/** What programs propose; a rule below it is signed only after a warning. */
export const entitiesMinDefault = 20;

/**
 * J1 guard: an input must speak of this many persons at least, judged on the manifest's rounded
 * count.
 */
export const inputEntitiesMin = 1000;
