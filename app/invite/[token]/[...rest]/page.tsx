import type { Metadata } from 'next';
import { say } from '#app/_text/text.ts';

export { UnknownAddress as default } from '#app/_frame/unknown-address.ts';

export const metadata: Metadata = { title: say('notFound.title') };
