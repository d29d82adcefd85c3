// The web process's own platform, made at the first request from the environment that the launcher
// gave.

import { join } from 'node:path';
import pg from 'pg';
import * as z from 'zod';
import { openDb } from '../db/client.ts';
import { openWakeUps } from '../db/wake-ups.ts';
import type { OidcSettings } from '../auth/options.ts';
import { postgresRelay } from '../relay/postgres-relay.ts';
import type { Platform } from '../services/platform.ts';
import { fileBlobStore } from '../storage/file-blob-store.ts';

const environmentSchema = z.object({
  DATABASE_URL: z.string().min(1),
  PARLEY_DATA_FOLDER: z.string().min(1),
  NEXTAUTH_SECRET: z.string().min(32),
  PARLEY_OIDC_ISSUER: z.url().optional(),
  PARLEY_OIDC_CLIENT_ID: z.string().optional(),
  PARLEY_OIDC_CLIENT_SECRET: z.string().optional(),
});

export interface Runtime {
  readonly platform: Platform;
  readonly secret: string;
  readonly oidc: OidcSettings | undefined;
}

function oidcOf(environment: z.infer<typeof environmentSchema>): OidcSettings | undefined {
  const {
    PARLEY_OIDC_ISSUER: issuer,
    PARLEY_OIDC_CLIENT_ID: clientId,
    PARLEY_OIDC_CLIENT_SECRET: clientSecret,
  } = environment;
  if (issuer === undefined) return undefined;
  if (clientId === undefined || clientSecret === undefined) {
    throw new Error('PARLEY_OIDC_ISSUER needs PARLEY_OIDC_CLIENT_ID and PARLEY_OIDC_CLIENT_SECRET');
  }
  return { issuer, clientId, clientSecret };
}

export function openPlatform(connectionString: string, dataFolder: string): Platform {
  const pool = new pg.Pool({ connectionString, max: 6, application_name: 'parley relay' });
  // An idle connection that the server closed is replaced at the next use.
  pool.on('error', () => undefined);
  const wakeUps = openWakeUps(connectionString);
  const db = openDb(connectionString);
  return {
    db,
    pool,
    wakeUps,
    relay: postgresRelay(pool, wakeUps),
    blobs: fileBlobStore(join(dataFolder, 'blobs')),
    uploads: join(dataFolder, 'uploads'),
    close: async () => {
      await Promise.all([db.$disconnect(), wakeUps.close(), pool.end()]);
    },
  };
}

let opened: Runtime | undefined;

export function runtime(): Runtime {
  if (opened !== undefined) return opened;
  const environment = environmentSchema.parse(process.env);
  opened = {
    platform: openPlatform(environment.DATABASE_URL, environment.PARLEY_DATA_FOLDER),
    secret: environment.NEXTAUTH_SECRET,
    oidc: oidcOf(environment),
  };
  return opened;
}
