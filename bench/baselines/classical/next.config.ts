import { join } from 'node:path';
import type { NextConfig } from 'next';

// Next and pg are the repository's own.
const config: NextConfig = {
  turbopack: { root: join(import.meta.dirname, '../../..') },
  serverExternalPackages: ['pg'],
};

export default config;
