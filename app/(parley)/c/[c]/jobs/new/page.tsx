import type { Metadata } from 'next';
import { say } from '#app/_text/text.ts';
import { BuilderPage } from './builder-page.tsx';

export const metadata: Metadata = { title: say('builder.title.none') };

interface Props {
  readonly params: Promise<{ c: string }>;
}

export default async function Page({ params }: Props) {
  const { c } = await params;
  return <BuilderPage collaboration={c} />;
}
