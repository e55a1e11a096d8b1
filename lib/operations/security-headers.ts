const always: [string, string][] = [
  ['X-Content-Type-Options', 'nosniff'],
  ['Referrer-Policy', 'same-origin'],
  ['Cross-Origin-Opener-Policy', 'same-origin'],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
  ['Permissions-Policy', 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()'],
];

/**
 * The headers of every answer, pages, files and API alike: server.ts sets them at home, Next's settings on Vercel. HSTS
 * only where people come by `https`. Imports nothing, because Next's settings are read without any variable.
 */
export function securityHeaders({ https }: { https: boolean }): [string, string][] {
  return https ? [...always, ['Strict-Transport-Security', 'max-age=31536000; includeSubDomains']] : always;
}
