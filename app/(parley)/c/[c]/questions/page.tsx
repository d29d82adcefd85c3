import type { Metadata } from 'next';
import { say } from '#app/_text/text.ts';
import { isHash } from '#app/(parley)/_shared/hash-address.ts';
import { NotHere } from '#app/(parley)/_shared/not-here.tsx';
import { Gallery } from './gallery.tsx';

export const metadata: Metadata = { title: say('nav.questions') };

interface GalleryPageProps {
  readonly params: Promise<{ readonly c: string }>;
}

export default async function GalleryPage({ params }: GalleryPageProps) {
  const { c } = await params;
  return isHash(c) ? <Gallery collaboration={c} /> : <NotHere />;
}
