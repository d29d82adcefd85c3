import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { GeistMono } from 'geist/font/mono';
import { GeistSans } from 'geist/font/sans';
import type { ReactNode } from 'react';
import { say } from './_text/text.ts';
import { themeScript } from './_ui/theme.ts';
import './globals.css';

export const metadata: Metadata = {
  title: { default: say('brand.name'), template: `%s · ${say('brand.name')}` },
  description: say('brand.description'),
};

export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  const nonce = (await headers()).get('x-nonce') ?? undefined;
  return (
    <html
      lang="en"
      className={`${GeistSans.variable} ${GeistMono.variable}`}
      suppressHydrationWarning
    >
      <head>
        <script
          nonce={nonce}
          suppressHydrationWarning
          dangerouslySetInnerHTML={{ __html: themeScript }}
        />
      </head>
      <body className="min-h-dvh bg-canvas text-body text-text">{children}</body>
    </html>
  );
}
