import type { Metadata } from 'next';
import { say } from '#app/_text/text.ts';
import { isHash } from '#app/(parley)/_shared/hash-address.ts';
import { NotHere } from '#app/(parley)/_shared/not-here.tsx';
import { EditPage } from './edit-page.tsx';

export const metadata: Metadata = { title: say('edit.document') };

interface EditPolicyPageProps {
  readonly params: Promise<{ readonly d: string }>;
}

export default async function EditPolicyPage({ params }: EditPolicyPageProps) {
  const { d } = await params;
  return isHash(d) ? <EditPage dataset={d} /> : <NotHere />;
}
