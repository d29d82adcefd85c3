import { parseArgs } from 'node:util';
import {
  hardwareFormats,
  verifyEvidence,
  type VerifiedEvidence,
} from '#enclave/attestation/index.ts';
import { collateralFormats, snpProducts } from '#enclave/attestation/collateral-subject.ts';
import { simulatedWorldVerifiers } from '#enclave/attestation/simulated/index.ts';
import {
  EnclaveError,
  Evidence,
  isReportDataOf,
  parseDocument,
  type Bytes,
} from '#enclave/protocol/index.ts';
import { UsageError, exitCodes, print, printJson, type Command } from '../command.ts';
import { evidenceIn } from '../evidence-in.ts';
import { readInput } from '../files.ts';
import { checkVectors } from './check-vectors.ts';
import { fetchCollateral } from './evidence-collateral.ts';
import { verifyRaw } from './evidence-verify.ts';

const knows =
  'evidence knows "show FILE", "verify", "collateral" and "check-vectors FOLDER"; see --help';

const help = `parley evidence show FILE [--json]
parley evidence verify --format FORMAT --evidence FILE [--endorsements FOLDER]
                       [--at TIME] [--policy POLICY] [--report-data HEX] [--json]
parley evidence collateral --evidence FILE --into FOLDER [--format FORMAT] [--offline]
                       [--max-age DAYS] [--pcs URL] [--kds URL] [--cache FOLDER]
                       [--product PRODUCT] [--key FILE] [--json]
parley evidence check-vectors FOLDER [--json]

show: the attestations in a proof bundle (worker and broker) or in a file: what each says, whether its
signatures hold today, and whether the runtime that it claims is the one that was signed. Nonce and job
are not judged: "parley verify" does that.

verify: a raw attestation (evidence) as the hardware made it, every check as a line. FORMAT is one of
${hardwareFormats.join(', ')}.
Every file of FOLDER is an endorsement: certificates and revocation lists (DER or PEM), Intel's TCB info
and QE identity (as its service answers), Hygon's certificates, or, where no vendor has a root, the one
public key or certificate on which everything rests. TIME is when it is judged, today if it is left out. POLICY
is what it must satisfy: an entry of "enclaves" of a usage policy, a list of them, or the whole policy. Raw evidence
comes without its runtime, so the code that an entry names stays open. Nothing is asked of any server.

collateral: asks Intel's or AMD's service for the endorsements of such evidence (${collateralFormats.join(', ')}; an
evidence file says which) and writes them into FOLDER for "verify --endorsements" or a worker: all of
them, and only if the evidence is authentic with them; else FOLDER stays as it was. Answers are kept in a
cache and asked for again after DAYS (7) or when they end. --offline opens no connection, and says how old
they are. URL is a caching service (PCCS) of one's own: https, or http on this machine. PRODUCT (${snpProducts.join(', ')})
is for SEV-SNP reports of version 2, which do not say; --key for a VLEK, which comes from the cloud.

check-vectors: every vector.json below FOLDER is evidence with what must be said of it (docs/vectors.md); each that
differs is named, with verdict, TCB status, debug, first failing check or field.

Exit codes: 0 all of it is authentic and bound (collateral: written; check-vectors: all agree), 1 some is
not, 2 wrong command line or file, or no vector there.

Examples:
  parley evidence show bundle.json
  parley evidence verify --format tdx --evidence quote.bin --endorsements collateral \\
    --at 2026-11-23T14:05:00Z
  parley evidence collateral --format tdx --evidence quote.bin --into collateral`;

interface Checked {
  /** `authentic`, or the code of what does not hold. */
  readonly signatures: string;
  /** Whether the signed report data are the hash of this runtime, and the code the measured one. */
  readonly binding: 'matches' | 'DIFFERS' | 'NOT CHECKED';
}

function bindingOf({ claims, doc }: VerifiedEvidence): Checked['binding'] {
  const { runtime } = doc.value;
  const isSame = isReportDataOf(claims.reportData, runtime) && claims.code === runtime.code;
  return isSame ? 'matches' : 'DIFFERS';
}

const bindingWords = {
  matches: 'is the hash of the runtime below, with the measured code',
  DIFFERS: 'DIFFERS from the runtime below: believe nothing of it',
  'NOT CHECKED': 'NOT CHECKED against the runtime below, because the evidence is not authentic',
} as const;

/** Report data that nobody authentic signed say nothing: then the runtime is not checked. */
async function check(bytes: Bytes): Promise<Checked> {
  try {
    const at = Math.floor(Date.now() / 1000);
    const rules = { crypto: globalThis.crypto, at };
    const verified = await verifyEvidence(bytes, simulatedWorldVerifiers, rules);
    return { signatures: 'authentic', binding: bindingOf(verified) };
  } catch (error) {
    if (!(error instanceof EnclaveError)) throw error;
    return { signatures: `${error.code} ${error.place}`.trim(), binding: 'NOT CHECKED' };
  }
}

async function show(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false } },
  });
  const [path, ...extra] = positionals;
  if (path === undefined || extra.length > 0) throw new UsageError(knows);
  const shown = [];
  for (const { title, bytes } of evidenceIn(readInput(path))) {
    const { name, value } = parseDocument(Evidence, bytes);
    shown.push({
      title,
      name,
      format: value.format,
      ...(await check(bytes)),
      runtime: value.runtime,
    });
  }
  if (values.json) printJson(shown);
  else {
    for (const { title, name, format, signatures, binding, runtime } of shown) {
      print(
        `${title}: ${format.toUpperCase()}${format === 'simulated' ? ' (protects nothing)' : ''}, ${signatures}`,
      );
      print(`  evidence    ${name}`);
      print(`  report data ${bindingWords[binding]}`);
      for (const [field, value] of Object.entries(runtime)) {
        print(
          `  ${field.padEnd(11)} ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`,
        );
      }
    }
  }
  return shown.every((one) => one.binding === 'matches') ? exitCodes.ok : exitCodes.no;
}

async function run([verb, ...args]: readonly string[]): Promise<number> {
  if (verb === 'show') return show(args);
  // An option before the verb: said by the parser that knows them.
  if (verb?.startsWith('-') === true) return show([verb, ...args]);
  if (verb === 'verify') return verifyRaw(args);
  if (verb === 'check-vectors') return checkVectors(args);
  if (verb === 'collateral') return fetchCollateral(args);
  throw new UsageError(knows);
}

export const evidence: Command = {
  name: 'evidence',
  summary: 'show and verify attestations (evidence)',
  help,
  run,
};
