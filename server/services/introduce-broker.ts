// A broker that is new to this platform knows nobody. The platform hands it what everybody signed
// already: key cards, descriptions, rules, in the order in which they came. No key is among them:
// those only their owners can grant again (R22).

import { randomBytes } from 'node:crypto';
import {
  EnclaveError,
  JobSpec,
  bytesOf,
  checkShape,
  hashOf,
  readSigned,
  signedDocumentSchema,
  toBase64Url,
  type BrokerRequest,
} from '#enclave/protocol/index.ts';
import type { Prisma } from '../db/generated/client.ts';
import { endStates } from '../domain/job-state.ts';
import { askForPlatform } from './ask-broker.ts';
import { documentsByName } from './documents.ts';
import { moveJob } from './job-progress.ts';
import type { Platform } from './platform.ts';

/** The broker's own word on who it is, as a hint for routing. Gives back its name. */
export async function greetBroker(platform: Platform, mailbox: string): Promise<string> {
  const nonce = toBase64Url(randomBytes(32));
  const hello = await askForPlatform(platform, mailbox, { kind: 'hello', nonce }, 'hello');
  const broker = hashOf(bytesOf(hello.genesis.document));
  await platform.db.brokerSeat.update({
    where: { mailbox },
    data: {
      broker,
      genesis: JSON.parse(JSON.stringify(hello.genesis)) as Prisma.InputJsonObject,
      seenAt: new Date(),
    },
  });
  return broker;
}

const handedIn = { PartyCard: 'card', DatasetManifest: 'manifest', UsagePolicy: 'policy' } as const;
type HandedIn = keyof typeof handedIn;

const isHandedIn = (type: string): type is HandedIn => type in handedIn;

/** Not about the document: the rest would be lost to a broker that takes none. */
const cannotTake: readonly string[] = ['BROKER_HALTED', 'BROKER_NOT_READY', 'BROKER_UNVERIFIED'];

async function offer(platform: Platform, mailbox: string, request: BrokerRequest): Promise<void> {
  try {
    await askForPlatform(platform, mailbox, request, 'accepted');
  } catch (error) {
    // What this broker does not take, its owner has to sign again; the others' documents go on.
    const isRefusal = error instanceof EnclaveError && !cannotTake.includes(error.code);
    if (!isRefusal) throw error;
  }
}

/** Everything public of the organisations that are here. */
async function handHistoryIn(platform: Platform, mailbox: string): Promise<void> {
  const organisations = await platform.db.organisation.findMany({
    where: { party: { not: null } },
    select: { party: true },
  });
  const parties = organisations.flatMap((one) => one.party ?? []);
  const rows = await platform.db.document.findMany({
    where: { type: { in: Object.keys(handedIn) }, party: { in: parties } },
    orderBy: { createdAt: 'asc' },
    select: { type: true, signed: true },
  });
  for (const { type, signed } of rows) {
    if (!isHandedIn(type)) continue;
    const document = checkShape(signedDocumentSchema, signed);
    await offer(platform, mailbox, { kind: 'submit', what: handedIn[type], document });
  }
}

/** Jobs name one broker for ever: what another one should have released will not run. */
async function endJobsOfOthers(platform: Platform, broker: string): Promise<void> {
  const open = await platform.db.job.findMany({
    where: { state: { notIn: [...endStates, 'DRAFT'] }, jobHash: { not: null } },
    select: { id: true, state: true, version: true, jobHash: true },
  });
  for (const { jobHash, ...job } of open) {
    const [spec] = await documentsByName(platform.db, [jobHash ?? '']);
    if (spec === undefined) continue;
    if (readSigned(JobSpec, spec).value.broker === broker) continue;
    await platform.db.$transaction((tx) =>
      moveJob(tx, job, {
        to: 'REFUSED',
        actor: 'platform',
        kind: 'broker replaced',
        cause: ['WRONG_BROKER'],
      }),
    );
  }
}

/** Once per broker; a start that was killed half-way does it again. */
export async function introduceBroker(
  platform: Platform,
  mailbox: string,
  broker: string,
): Promise<void> {
  const { introducedAt } = await platform.db.brokerSeat.findUniqueOrThrow({
    where: { mailbox },
    select: { introducedAt: true },
  });
  if (introducedAt !== null) return;
  await handHistoryIn(platform, mailbox);
  await endJobsOfOthers(platform, broker);
  await platform.db.brokerSeat.update({ where: { mailbox }, data: { introducedAt: new Date() } });
}
