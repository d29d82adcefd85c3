// Who sits at the screen, for the platform's own purposes. A session lets people look around and
// hand signed documents in; it signs nothing (R38, R39).

import type { AuthOptions } from 'next-auth';
import CredentialsProvider from 'next-auth/providers/credentials';
import type { OAuthConfig } from 'next-auth/providers/oauth';
import * as z from 'zod';
import type { Db } from '../db/client.ts';
import { giveBackAttempt, takeAttempt } from './attempts.ts';
import { isPassword } from './passwords.ts';

const sessionHours = 12;
// Refused by signIn below. An error in between would lead back to the form without a word.
const nobody = 'nobody';

export interface OidcSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

const credentialsSchema = z.object({
  email: z.string().trim().toLowerCase().max(254),
  password: z.string().max(1024),
});
const profileSchema = z.object({
  sub: z.string(),
  email: z.string().toLowerCase(),
  // Fail closed: an address that the provider does not vouch for is anybody's.
  email_verified: z.literal(true),
});

function withPassword(db: Db) {
  return CredentialsProvider({
    id: 'password',
    name: 'Password',
    credentials: { email: { type: 'email' }, password: { type: 'password' } },
    async authorize(given) {
      const read = credentialsSchema.safeParse(given);
      if (!read.success) return null;
      const { email, password } = read.data;
      await takeAttempt(email);
      const person = await db.person.findUnique({
        where: { email },
        select: { id: true, email: true, passwordHash: true },
      });
      const matches = await isPassword(person?.passwordHash ?? null, password);
      if (!matches || person === null) return null;
      await giveBackAttempt(email);
      return { id: person.id, email: person.email };
    },
  });
}

type UserinfoQuestion = Parameters<
  NonNullable<Exclude<OAuthConfig<unknown>['userinfo'], string | undefined>['request']>
>[0];

type VerifiedTokens = Exclude<Parameters<UserinfoQuestion['client']['userinfo']>[0], string>;

const isVerified = (tokens: UserinfoQuestion['tokens']): tokens is VerifiedTokens =>
  'claims' in tokens;

/**
 * Providers that keep to the letter (OpenID Connect Core 5.4) tell the address here and not in the
 * token. The client holds the answer to the subject of the token, which it has verified.
 */
function askWhoItIs({ client, tokens }: UserinfoQuestion) {
  if (!isVerified(tokens)) throw new Error('tokens that nobody verified');
  return client.userinfo(tokens);
}

function withOidc(db: Db, { issuer, clientId, clientSecret }: OidcSettings) {
  return {
    id: 'oidc',
    name: 'Organisation sign-in',
    type: 'oauth' as const,
    wellKnown: new URL('.well-known/openid-configuration', issuer.replace(/\/?$/, '/')).href,
    issuer,
    clientId,
    clientSecret,
    idToken: true,
    checks: ['pkce' as const, 'state' as const, 'nonce' as const],
    authorization: { params: { scope: 'openid email' } },
    userinfo: { request: askWhoItIs },
    async profile(raw: unknown) {
      const read = profileSchema.safeParse(raw);
      if (!read.success) return { id: nobody };
      const { email } = read.data;
      // Nobody becomes a member by signing in.
      const person = await db.person.findUnique({ where: { email }, select: { id: true } });
      return { id: person?.id ?? nobody, email };
    },
  };
}

export function authOptions(db: Db, secret: string, oidc: OidcSettings | undefined): AuthOptions {
  return {
    secret,
    session: { strategy: 'jwt', maxAge: sessionHours * 3600 },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    providers: [withPassword(db), ...(oidc === undefined ? [] : [withOidc(db, oidc)])],
    callbacks: {
      signIn: ({ user }) => user.id !== nobody,
      session: ({ session }) => session,
      // The moment of signing in stays: a token that is renewed does not become a later sign-in.
      jwt: ({ token, trigger }) =>
        trigger === 'signIn' ? { ...token, since: Math.floor(Date.now() / 1000) } : token,
    },
  };
}
