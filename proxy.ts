// Sends people without a session to the sign-in page. A convenience: every procedure checks by itself.

import { NextResponse, type NextRequest } from 'next/server';

const sessionCookies = ['next-auth.session-token', '__Secure-next-auth.session-token'];

export function proxy(request: NextRequest): NextResponse {
  if (sessionCookies.some((name) => request.cookies.has(name))) return NextResponse.next();
  const target = new URL('/sign-in', request.url);
  const { pathname, search } = request.nextUrl;
  if (pathname !== '/') target.searchParams.set('next', `${pathname}${search}`);
  return NextResponse.redirect(target);
}

export const config = {
  matcher: ['/((?!api/|_next/|sign-in|invite/|verify|limits|docs|components|.*\\..*).*)'],
};
