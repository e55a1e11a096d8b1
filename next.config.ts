import type { NextConfig } from 'next';
import createNextIntlPlugin from 'next-intl/plugin';
import { securityHeaders } from './lib/operations/security-headers';

const withIntl = createNextIntlPlugin({
  requestConfig: './lib/i18n/request.ts',
  // Sentences are parsed by the build: a browser gets no parser, and spends no time in one.
  experimental: { messages: { path: './lib/i18n/en', format: 'json', locales: ['en'], precompile: true } },
});

const isOnVercel = process.env['VERCEL'] === '1';

const config: NextConfig = {
  // Cache Components stay off: every page carries a per-request CSP nonce (docs/decisions).
  cacheComponents: false,
  typedRoutes: true,
  // Types, those of tests included, are checked by `npm run check` and `npm test`; who builds at home need not wait.
  typescript: { ignoreBuildErrors: true },
  poweredByHeader: false,
  reactStrictMode: true,
  // Native modules and drivers are loaded from node_modules, never bundled.
  serverExternalPackages: ['@neondatabase/serverless', '@node-rs/argon2', 'pg', 'pino', 'prom-client', 'ws'],
  // AVIF decoding in the image optimizer is a denial-of-service surface; we use no optimizer at all.
  images: { unoptimized: true },
  // Vercel is https and nothing else; elsewhere PUBLIC_URL says, which server.ts knows and a build does not.
  headers: async () => [
    {
      source: '/:path*',
      headers: securityHeaders({ https: isOnVercel }).map(([key, value]) => ({ key, value })),
    },
  ],
};

export default withIntl(config);
