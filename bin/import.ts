import { sql } from 'drizzle-orm';
import { closePool, sqlState } from '@/db/client';
import { type LongSession, longSession } from '@/db/long-session';
import { importLog, type Outcome } from '@/lib/import/import-log';
import type { Skipped } from '@/lib/import/line';
import { openSource } from '@/lib/import/open-source';
import { type Progress, progressLine } from '@/lib/import/progress';
import { readNdjson } from '@/lib/import/read-ndjson';
import { openSlack } from '@/lib/import/slack/read-slack';
import { summary } from '@/lib/import/summary';
import { closeRedis } from '@/lib/redis/link';

/** Any constant will do that no other program of ours locks by. */
const IMPORT_LOCK = 7_275_265;
/** Of a progress line that is written anew in a terminal, and of one line after the other in a log. */
const REDRAW_MS = 200;
const REPEAT_MS = 10_000;
/** Skipped lines that are named one by one. All are counted. */
const NAMED_MAX = 100;

async function run(path: string, source?: string): Promise<number> {
  const file = await open(path);
  const url = process.env['DATABASE_URL_UNPOOLED'] ?? process.env['DATABASE_URL'] ?? '';
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => stop.abort());
  const screen = openScreen();
  const began = Date.now();
  const outcome = await longSession({ url, lock: IMPORT_LOCK }, async (session) => {
    await requireOwner(session);
    return importLog(session, {
      source: source ?? file.source,
      reading: file.reading,
      signal: stop.signal,
      onSkipped: screen.skipped,
      onProgress: ({ lines }) =>
        screen.progress({ lines, read: file.position(), size: file.size, elapsed: Date.now() - began }),
    });
  }).finally(() => {
    screen.end();
    file.close();
  });
  if (outcome === null)
    throw new Error('Another import is running on this database; start this one after it.');
  for (const sentence of [...summary(outcome, Date.now() - began), ...file.notes]) console.log(sentence);
  return exitCode(outcome);
}

/** What the file is, its first bytes say; where its lines come from, unless somebody says otherwise, what it is. */
async function open(path: string) {
  const file = await openSource(path);
  if (file.kind === 'zip') return { source: 'slack', ...(await openSlack(path)) };
  const { size, position } = file;
  return {
    source: 'ndjson',
    reading: readNdjson(file.bytes()),
    size,
    position,
    notes: [],
    close: () => undefined,
  };
}

function exitCode({ stopped, broken }: Outcome): number {
  if (stopped) return 130;
  return broken === null ? 0 : 1;
}

/** Somebody has to see the rooms. */
async function requireOwner({ db }: LongSession): Promise<void> {
  const { rows } = await db.execute(sql`select from users where role = 'owner' and deactivated_at is null`);
  if (rows.length === 0)
    throw new Error('Nobody owns this workspace yet: start Parlance, make the first account, then import.');
}

function openScreen() {
  const { stdout, stderr } = process;
  const every = stdout.isTTY ? REDRAW_MS : REPEAT_MS;
  let shown = Date.now();
  let named = 0;
  const clear = () => stdout.isTTY && stdout.write('\r\x1b[K');
  return {
    progress: (progress: Progress) => {
      if (Date.now() - shown < every) return;
      shown = Date.now();
      clear();
      stdout.write(stdout.isTTY ? progressLine(progress) : `${progressLine(progress)}\n`);
    },
    skipped: ({ place, skipped }: Skipped) => {
      named += 1;
      if (named > NAMED_MAX) return;
      clear();
      stderr.write(`${place} skipped: ${skipped}\n`);
      if (named === NAMED_MAX) stderr.write('Further skipped lines are only counted.\n');
    },
    end: clear,
  };
}

/** What went wrong, for whoever runs the server; and what to do, if we know. */
function explain(error: unknown): string {
  const state = sqlState(error);
  const again = 'What is imported stays; run the same command again to go on.';
  if (state === '53100') return `The database has no space left. Make room. ${again}`;
  if (state?.startsWith('57P') || state?.startsWith('08')) return `The database went away. ${again}`;
  if (!(error instanceof Error)) return String(error);
  // Drizzle's own message is the whole statement with its values; the reason is Postgres'.
  return 'query' in error && error.cause instanceof Error
    ? `${error.cause.message}. ${again}`
    : error.message;
}

try {
  const [path = '', source] = process.argv.slice(2);
  process.exitCode = await run(path, source);
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
} finally {
  closeRedis();
  await closePool();
}
