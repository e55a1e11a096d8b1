import { z } from 'zod';
import { single } from '@/lib/registry';

/** A whole number from `min` to `max`; anything else is one sentence, not the parser's. */
function whole(min: number, max: number) {
  const error = `must be a whole number from ${min} to ${max}`;
  return z.coerce.number({ error }).int({ error }).min(min, { error }).max(max, { error });
}
const filled = z.string().min(1).optional();
const httpOrigin = z
  .url({ protocol: /^https?$/, abort: true, error: 'must be an http(s):// address' })
  .refine((url) => new URL(url).pathname === '/', { error: 'must be an address without a path' })
  .transform((url) => new URL(url).origin);

const postgres = z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// address' });

/** Every variable the running app reads. `.env.example` explains each to the people who set them. */
const schema = z.object({
  NODE_ENV: z
    .enum(['development', 'production', 'test'], { error: 'must be development, production or test' })
    .default('production'),
  DATABASE_URL: postgres,
  /** Read by what needs a session of its own, migrations above all. */
  DATABASE_URL_UNPOOLED: postgres.optional(),
  /** Decided by the host when unset: Neon's own addresses are reached by Neon's driver. */
  DATABASE_DRIVER: z.enum(['pg', 'neon'], { error: 'must be pg or neon' }).optional(),
  DATABASE_POOL: whole(1, 200).default(10),
  NEON_PROXY: z
    .string()
    .regex(/^[^/@\s]+:\d+$/, { error: 'must be a host and a port, like 127.0.0.1:5488' })
    .optional(),
  REDIS_URL: z.url({ protocol: /^rediss?$/, error: 'must be a redis:// or rediss:// address' }).optional(),
  PORT: whole(1, 65_535).default(3000),
  BIND: z.string().min(1).default('127.0.0.1'),
  /** Who answers /api: our own host, or Next as on Vercel. */
  API_HOST: z.enum(['native', 'next'], { error: 'must be native or next' }).default('native'),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: 'must be an http(s):// address' })
    .transform((url) => new URL(url).origin)
    .optional(),
  AUTH_SECRET: z.string().min(32, { error: 'must have at least 32 characters' }),
  SETUP_CODE: z.string().min(8, { error: 'must have at least 8 characters' }).optional(),
  TRUSTED_PROXIES: z
    .string()
    .default('')
    .transform((list) => list.split(',').flatMap((entry) => entry.trim() || [])),
  GITHUB_CLIENT_ID: filled,
  GITHUB_CLIENT_SECRET: filled,
  GOOGLE_CLIENT_ID: filled,
  GOOGLE_CLIENT_SECRET: filled,
  OIDC_ISSUER: z
    .string()
    .refine(isPrivateWay, { error: 'must be an https:// address' })
    .transform((url) => url.replace(/\/+$/, ''))
    .optional(),
  OIDC_CLIENT_ID: filled,
  OIDC_CLIENT_SECRET: filled,
  OIDC_NAME: z.string().max(40, { error: 'must have at most 40 characters' }).default('SSO'),
  S3_ENDPOINT: httpOrigin.optional(),
  S3_BUCKET: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, { error: 'must be the name of a bucket' })
    .optional(),
  S3_ACCESS_KEY_ID: filled,
  S3_SECRET_ACCESS_KEY: filled,
  S3_REGION: z.string().min(1).default('auto'),
  S3_PUBLIC_ENDPOINT: httpOrigin.optional(),
  S3_CDN_ENDPOINT: httpOrigin.optional(),
  S3_FORCE_PATH_STYLE: z.enum(['true', 'false'], { error: 'must be true or false' }).default('true'),
  FILES_PER_PERSON_MB: whole(1, 1_000_000_000).default(5_120),
  FILES_IN_WORKSPACE_MB: whole(1, 1_000_000_000).default(51_200),
  DELETED_FILES_DAYS: whole(0, 3_650).default(30),
  CRON_SECRET: z.string().min(16, { error: 'must have at least 16 characters' }).optional(),
  /** Read by the launcher alone. */
  STORE_PORT: whole(1, 65_535).optional(),
  MAX_STREAMS: whole(1, 1_000_000).default(20_000),
  /** Whoever asks for /api/metrics must know it; without it there is nothing there. */
  METRICS_TOKEN: z
    .string()
    .regex(/^\S{16,}$/, { error: 'must have at least 16 characters, and no space' })
    .optional(),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: 'must be fatal, error, warn, info, debug, trace or silent',
    })
    .default('info'),
  /** Where traces go; none are made without it. */
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .url({ protocol: /^https?$/, error: 'must be an http(s):// address' })
    .optional(),
  /** Set by Vercel itself. */
  VERCEL: z.string().optional(),
  VERCEL_ENV: z.string().optional(),
  VERCEL_PROJECT_PRODUCTION_URL: z.string().optional(),
  VERCEL_BRANCH_URL: z.string().optional(),
});

/** What only works when all of it is set. */
const together = [
  ['GITHUB_CLIENT_ID', 'GITHUB_CLIENT_SECRET'],
  ['GOOGLE_CLIENT_ID', 'GOOGLE_CLIENT_SECRET'],
  ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'],
  ['S3_ENDPOINT', 'S3_BUCKET', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'],
] as const;

type Env = z.infer<typeof schema> & { PUBLIC_URL: string };

/** Reads and checks `source`; throws one sentence per wrong or missing variable. */
export function readEnv(source: Record<string, string | undefined>): Env {
  // An empty value is an unset one: that is how shells, compose files and dashboards write "nothing".
  const set = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(set);
  if (!parsed.success) {
    throw new Error(
      parsed.error.issues
        .map((issue) => {
          const name = String(issue.path[0]);
          return set[name] === undefined
            ? `${name} is not set; .env.example says what it is for.`
            : `${name} ${issue.message.replace(/^(Invalid|Too)/, (word) => `is wrong: ${word.toLowerCase()}`)}.`;
        })
        .join('\n'),
    );
  }
  const halves = together.flatMap((names) => missingOf(names, set));
  if (halves.length > 0) throw new Error(halves.join('\n'));
  return { ...parsed.data, PUBLIC_URL: publicUrl(parsed.data) };
}

/** A preview is a place of its own: signing in there must not lead to production, whatever PUBLIC_URL is set for both. */
function publicUrl(given: z.infer<typeof schema>): string {
  const { PUBLIC_URL, VERCEL_ENV, VERCEL_BRANCH_URL, VERCEL_PROJECT_PRODUCTION_URL, PORT } = given;
  if (VERCEL_ENV === 'preview' && VERCEL_BRANCH_URL) return `https://${VERCEL_BRANCH_URL}`;
  if (PUBLIC_URL) return PUBLIC_URL;
  return VERCEL_PROJECT_PRODUCTION_URL
    ? `https://${VERCEL_PROJECT_PRODUCTION_URL}`
    : `http://localhost:${PORT}`;
}

/** A sentence for each name that is missing while others of its group are there. */
function missingOf(names: readonly string[], set: Record<string, string | undefined>): string[] {
  const given = names.find((name) => set[name] !== undefined);
  if (given === undefined) return [];
  return names
    .filter((name) => set[name] === undefined)
    .map((name) => `${name} is not set, and ${given} does nothing without it.`);
}

/** Keys and answers of an issuer are believed as they come; in the clear they may come only from this machine. */
function isPrivateWay(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  if (protocol === 'https:') return true;
  return protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}

/** The checked environment of this process, read at the first call (so that `next build` needs no variable). */
export function env(): Env {
  return single('env', () => {
    const current = readEnv(process.env);
    // next-auth reads these two by name and nothing else.
    Object.assign(process.env, { NEXTAUTH_URL: current.PUBLIC_URL, NEXTAUTH_SECRET: current.AUTH_SECRET });
    // The S3 client tells everybody on Node 20 that its releases of next year will not run there; ours is locked.
    Object.assign(process.env, { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' });
    return current;
  });
}
