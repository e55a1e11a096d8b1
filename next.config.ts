import type { NextConfig } from 'next';
import createNextIntlPlugin from 'next-intl/plugin';

const withIntl = createNextIntlPlugin({
  requestConfig: './lib/i18n/request.ts',
  // Sentences are parsed by the build: a browser gets no parser, and spends no time in one.
  experimental: { messages: { path: './lib/i18n/en', format: 'json', locales: ['en'], precompile: true } },
});

const config: NextConfig = {
  // Cache Components stay off: every page carries a per-request CSP nonce (docs/decisions).
  cacheComponents: false,
  typedRoutes: true,
  // Types, those of tests included, are checked by `npm run check` and `npm test`; who builds at home need not wait.
  typescript: { ignoreBuildErrors: true },
  poweredByHeader: false,
  reactStrictMode: true,
  // Native modules and drivers are loaded from node_modules, never bundled.
  serverExternalPackages: ['@node-rs/argon2', 'pg', 'pino'],
  // AVIF decoding in the image optimizer is a denial-of-service surface; we use no optimizer at all.
  images: { unoptimized: true },
};

export default withIntl(config);
