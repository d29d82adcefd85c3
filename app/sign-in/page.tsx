import type { Metadata } from 'next';
import { Suspense } from 'react';
import { say } from '../_text/text.ts';
import { LinkText } from '../_ui/link-text.tsx';
import { Wordmark } from '../_ui/wordmark.tsx';
import { SignInForm } from './sign-in-form.tsx';

export const metadata: Metadata = { title: say('signIn.title') };

export default function SignInPage() {
  const withOrganisation = process.env['PARLEY_OIDC_ISSUER'] !== undefined;
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-[360px] flex-col justify-center gap-8 px-4 py-12">
      <Wordmark />
      <h1 className="text-title">{say('signIn.title')}</h1>
      <Suspense>
        <SignInForm withOrganisation={withOrganisation} />
      </Suspense>
      <p className="text-table text-muted">
        {say('signIn.what')} <LinkText href="/limits">{say('signIn.limits')}</LinkText>
      </p>
    </main>
  );
}

export const dynamic = 'force-dynamic';
