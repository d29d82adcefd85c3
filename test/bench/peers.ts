// Other verifiers beside ours, in the same run, where somebody installed them: npm install --prefix
// FOLDER @phala/dcap-qvl@0.3.9 && PARLEY_BENCH_PEERS=FOLDER npm run bench -- attestation They stand
// outside the lock file, and nothing else knows of them.

import { createRequire } from 'node:module';
import { join } from 'node:path';
import * as z from 'zod';
import { fromUtf8 } from '#enclave/protocol/index.ts';
import type { IntelWorld } from '../support/intel-world.ts';
import { now, type TestCertificate } from '../support/test-pki.ts';

const verifierSchema = z.object({
  QuoteVerifier: z.custom<{
    newWithRootCa(root: Buffer): {
      verify(quote: Buffer, collateral: object, now: number): { readonly status: string };
    };
  }>((value) => typeof value === 'function'),
});

const pem = ({ der }: TestCertificate) =>
  `-----BEGIN CERTIFICATE-----\n${Buffer.from(der).toString('base64')}\n-----END CERTIFICATE-----\n`;

const statementSchema = z.record(z.string(), z.unknown());

/** The signed text as it stands, and its signature. */
function split(statement: Uint8Array, name: string) {
  const text = fromUtf8(statement);
  const { signature } = statementSchema.parse(JSON.parse(text));
  const body = text.slice(text.indexOf('{', 1), text.lastIndexOf(',"signature"'));
  if (!text.startsWith(`{"${name}":`)) throw new Error(`no ${name}`);
  return { body, signature: String(signature) };
}

function collateralOf({ root, platformCa, signer, ...world }: IntelWorld) {
  const tcb = split(world.tcbInfo, 'tcbInfo');
  const qe = split(world.qeIdentity, 'enclaveIdentity');
  return {
    pck_crl_issuer_chain: pem(platformCa) + pem(root),
    root_ca_crl: Buffer.from(world.rootList).toString('hex'),
    pck_crl: Buffer.from(world.pckList).toString('hex'),
    tcb_info_issuer_chain: pem(signer) + pem(root),
    tcb_info: tcb.body,
    tcb_info_signature: tcb.signature,
    qe_identity_issuer_chain: pem(signer) + pem(root),
    qe_identity: qe.body,
    qe_identity_signature: qe.signature,
  };
}

/**
 * One verification by @phala/dcap-qvl below the same made root; undefined where it is not
 * installed.
 */
export function phalaOn(world: IntelWorld): (() => string) | undefined {
  const folder = process.env['PARLEY_BENCH_PEERS'];
  if (folder === undefined) return undefined;
  const require = createRequire(join(folder, 'package.json'));
  const { QuoteVerifier } = verifierSchema.parse(require('@phala/dcap-qvl'));
  const verifier = QuoteVerifier.newWithRootCa(Buffer.from(world.root.der));
  const collateral = collateralOf(world);
  const quote = Buffer.from(world.raw);
  return () => verifier.verify(quote, collateral, now).status;
}
