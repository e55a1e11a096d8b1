import { type NextRequest, NextResponse } from 'next/server';
import { env } from '@/lib/env';
import { storeOrigins } from '@/lib/storage/store-origin';

/**
 * Pages only: a Content-Security-Policy with a nonce of this request's own. Who may see what is decided beside the
 * data; the app must be exactly as safe with this file removed.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64');
  const stores = storeOrigins(request.headers.get('host') ?? undefined);
  const policy = policyFor(nonce, { stores, development: env().NODE_ENV === 'development' });
  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  // Next takes the nonce for its own scripts from the policy in the request.
  headers.set('content-security-policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('Content-Security-Policy', policy);
  response.headers.set('Cache-Control', 'no-store, private');
  return response;
}

/** `stores`: where files are uploaded to and shown from; nothing else of them is trusted. */
function policyFor(
  nonce: string,
  { stores, development }: { stores: readonly string[]; development: boolean },
): string {
  const files = stores.map((store) => ` ${store}`).join('');
  // React's development build evaluates code, and Next's sends styles as inline elements over a socket.
  const [scripts, styles, connections] = development
    ? [" 'unsafe-eval'", "'self' 'unsafe-inline'", "'self' ws:"]
    : ['', `'self' 'nonce-${nonce}'`, "'self'"];
  return [
    "default-src 'self'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${scripts}`,
    `style-src-elem ${styles}`,
    // Virtualised rows carry their position as a style attribute.
    "style-src-attr 'unsafe-inline'",
    `img-src 'self' data: blob:${files}`,
    `media-src 'self' blob:${files}`,
    "font-src 'self'",
    `connect-src ${connections}${files}`,
    // A PDF, which our own address leads to.
    `frame-src 'self'${files}`,
    "worker-src 'self'",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

export const config = {
  // Not the API (it answers no pages) and not the files of the build (they are the same for everybody).
  matcher: ['/((?!api/|_next/static/|[^/]+\\.(?:png|svg|ico|webmanifest)$).*)'],
};
