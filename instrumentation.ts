/** Next calls it once per process, before the first request; what it throws is in the log, and nothing is served. */
export async function register(): Promise<void> {
  if (process.env['NEXT_RUNTIME'] !== 'nodejs') return;
  const { startTracing } = await import('@/lib/operations/tracing');
  startTracing();
  if (process.env['VERCEL'] !== '1') return;
  // Elsewhere server.ts asks before it listens.
  const { requireSchema } = await import('@/lib/operations/release');
  await requireSchema();
}
