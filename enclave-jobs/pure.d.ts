// The whole platform that pure code may touch: no clock, no randomness, no I/O, no environment.
// `Crypto` arrives as an argument; code that needs more does not belong into a pure folder.

declare class TextEncoder {
  encode(input?: string): Uint8Array<ArrayBuffer>;
}

declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(input?: Uint8Array): string;
}

interface CryptoKey {
  readonly type: string;
}

declare function btoa(data: string): string;
declare function atob(data: string): string;
