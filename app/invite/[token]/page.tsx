import type { Metadata } from 'next';
import { TrpcRoot } from '../../_trpc/trpc.tsx';
import { say } from '../../_text/text.ts';
import { Wordmark } from '../../_ui/wordmark.tsx';
import { Invitation } from './invitation.tsx';

export const metadata: Metadata = { title: say('invite.title'), referrer: 'no-referrer' };

interface InvitePageProps {
  readonly params: Promise<{ readonly token: string }>;
}

export default async function InvitePage({ params }: InvitePageProps) {
  const { token } = await params;
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-[440px] flex-col justify-center gap-8 px-4 py-12">
      <Wordmark />
      <TrpcRoot>
        <Invitation token={token} />
      </TrpcRoot>
    </main>
  );
}
