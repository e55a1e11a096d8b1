import { env } from '@/lib/env';

const always: [string, string][] = [
  ['X-Content-Type-Options', 'nosniff'],
  ['Referrer-Policy', 'same-origin'],
  ['Cross-Origin-Opener-Policy', 'same-origin'],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
  ['Permissions-Policy', 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()'],
];

/** The headers of every answer, pages, files and API alike. HSTS only where people come by https. */
export function securityHeaders(): [string, string][] {
  const https = env().PUBLIC_URL.startsWith('https:');
  return https ? [...always, ['Strict-Transport-Security', 'max-age=31536000; includeSubDomains']] : always;
}
