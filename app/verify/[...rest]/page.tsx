import type { Metadata } from 'next';
import { say } from '../../_text/text.ts';

export { UnknownAddress as default } from '../../_frame/unknown-address.ts';

export const metadata: Metadata = { title: say('notFound.title') };
