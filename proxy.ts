// Every page's policy on what it may load and run; and people without a session are sent to the
// sign-in page, which is a convenience: every procedure checks by itself.

import { NextResponse, type NextRequest } from 'next/server';

const sessionCookies = ['next-auth.session-token', '__Secure-next-auth.session-token'];
/** Pages for everybody. */
const open = [
  ...['/sign-in', '/invite/', '/verify', '/review', '/limits', '/docs'],
  // The showcase of components, which is a page in development only.
  ...(process.env.NODE_ENV === 'development' ? ['/components'] : []),
];

/**
 * CSP level 3: only scripts of this build run, named by a number used once; nothing is loaded from
 * or sent to anywhere else. Pages hold opened keys, so that a script from elsewhere would sign and
 * read with them. Styles of elements are inline, because charts and meters set their sizes so.
 */
function policyWith(nonce: string): string {
  const isDevelopment = process.env.NODE_ENV === 'development';
  return [
    `default-src 'none'`,
    // The framework evaluates code only while pages are being developed.
    `script-src 'self' 'nonce-${nonce}'${isDevelopment ? ` 'unsafe-eval'` : ''}`,
    `style-src 'self' 'unsafe-inline'`,
    `img-src 'self' data: blob:`,
    `font-src 'self'`,
    `connect-src 'self'`,
    `worker-src 'self'`,
    `manifest-src 'self'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
    `base-uri 'none'`,
  ].join('; ');
}

function isOpen(pathname: string): boolean {
  return open.some((path) => pathname.startsWith(path));
}

export function proxy(request: NextRequest): NextResponse {
  const { pathname, search } = request.nextUrl;
  const isSignedIn = sessionCookies.some((name) => request.cookies.has(name));
  if (!isSignedIn && !isOpen(pathname)) {
    const target = new URL('/sign-in', request.url);
    if (pathname !== '/') target.searchParams.set('next', `${pathname}${search}`);
    return NextResponse.redirect(target);
  }
  const nonce = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))));
  const policy = policyWith(nonce);
  const headers = new Headers(request.headers);
  // The framework reads the number from here and puts it on its own scripts.
  headers.set('content-security-policy', policy);
  headers.set('x-nonce', nonce);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  return response;
}

export const config = { matcher: ['/((?!api/|_next/|icon\\.svg|robots\\.txt|favicon\\.ico).*)'] };
