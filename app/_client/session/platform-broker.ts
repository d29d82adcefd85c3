// The way to the broker through the platform, and the check of who answers there.

import type { VerifierSet } from '#enclave/attestation/index.ts';
import {
  verifyBroker,
  type Carrier,
  type ClientState,
  type VerifiedBroker,
} from '#enclave/participant/index.ts';
import { bytesOf, toBase64Url, type Assurance, type Hash } from '#enclave/protocol/index.ts';
import type { Api } from './api.ts';

export function brokerCarrier(api: Api): Carrier {
  return async (request) => {
    const { answer } = await api.broker.ask.mutate({ request: toBase64Url(request) });
    return bytesOf(answer);
  };
}

export interface BrokerRules {
  readonly verifiers: VerifierSet;
  readonly acceptedCode: readonly Hash[];
  readonly assurance: Assurance;
}

/**
 * Verified here and now: code, evidence over a nonce of mine, log from the last head that I saw.
 */
export function verifyPlatformBroker(
  api: Api,
  { verifiers, acceptedCode, assurance }: BrokerRules,
  memory: ClientState | undefined,
): Promise<VerifiedBroker> {
  return verifyBroker(brokerCarrier(api), {
    crypto: globalThis.crypto,
    verifiers,
    acceptedCode,
    assurance,
    at: Math.floor(Date.now() / 1000),
    headsSeen: memory?.heads,
  });
}
