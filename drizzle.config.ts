import { defineConfig } from 'drizzle-kit';

/** `npm run db:generate` compares the schema with `drizzle/` and writes the next migration; it needs no database. */
export default defineConfig({ dialect: 'postgresql', schema: './db/schema/*.ts', out: './drizzle' });
