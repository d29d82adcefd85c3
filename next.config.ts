import type { NextConfig } from 'next';
import { existsSync, readFileSync } from 'node:fs';

/**
 * Digests of the templates and of the simulated programs, made by the build before this one runs.
 */
const facts = 'dist/build-facts.json';

const security = [
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'Referrer-Policy', value: 'no-referrer' },
  { key: 'Permissions-Policy', value: 'publickey-credentials-get=(self)' },
];

/**
 * A worker has the policy of its own script, not of the page that started it: the sealing worker
 * holds rows.
 */
const ofScripts = [
  {
    key: 'Content-Security-Policy',
    value: `default-src 'none'; script-src 'self'; connect-src 'self'`,
  },
];

// `page.dev.tsx` is a page while pages are being developed, and no file of the product.
const isDevelopment = process.env.NODE_ENV === 'development';

export default {
  pageExtensions: [...(isDevelopment ? ['dev.tsx'] : []), 'tsx', 'ts'],
  env: { PARLEY_BUILD_FACTS: existsSync(facts) ? readFileSync(facts, 'utf8') : '{}' },
  // `npm test` checks types once, for everything.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ['pg', 'pg-boss', '@node-rs/argon2'],
  poweredByHeader: false,
  reactStrictMode: true,
  experimental: { serverActions: { bodySizeLimit: '1mb' } },
  // An earlier name of the page; links to it are in mails and bookmarks.
  redirects: () =>
    Promise.resolve([
      {
        source: '/organisation/pins',
        destination: '/organisation/verified-partners',
        permanent: false,
      },
    ]),
  headers: () =>
    Promise.resolve([
      { source: '/:path*', headers: security },
      { source: '/_next/static/:path*', headers: ofScripts },
    ]),
} satisfies NextConfig;
