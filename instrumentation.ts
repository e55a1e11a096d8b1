/** Next calls it once per process, before the first request. */
export async function register(): Promise<void> {
  // biome-ignore lint/style/noProcessEnv: Next replaces it by a constant, and leaves out what the other runtime has not
  if (process.env['NEXT_RUNTIME'] !== 'nodejs') return;
  const { startTracing } = await import('@/lib/operations/tracing');
  startTracing();
}
