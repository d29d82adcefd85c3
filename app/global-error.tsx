'use client';

// Where the outermost layout itself stopped: nothing of it is there, so that style and theme are
// set anew.

import { GeistMono } from 'geist/font/mono';
import { GeistSans } from 'geist/font/sans';
import { useLayoutEffect } from 'react';
import { BarePage } from './_frame/bare-page.tsx';
import { ErrorWords, type ErrorPageProps } from './_frame/error-words.tsx';
import { say } from './_text/text.ts';
import { applyChosenTheme } from './_ui/theme.ts';
import './globals.css';

export default function GlobalErrorPage(props: ErrorPageProps) {
  useLayoutEffect(applyChosenTheme, []);
  return (
    <html lang="en" className={`${GeistSans.variable} ${GeistMono.variable}`}>
      <head>
        <title>{say('brand.name')}</title>
      </head>
      <body className="min-h-dvh bg-canvas text-body text-text">
        <BarePage>
          <ErrorWords {...props} />
        </BarePage>
      </body>
    </html>
  );
}
