import type { Metadata } from 'next';
import { say } from '#app/_text/text.ts';
import { RegisterPage } from './register-page.tsx';

export const metadata: Metadata = { title: say('register.title') };

export default function Page() {
  return <RegisterPage />;
}
