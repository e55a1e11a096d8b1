/** Liveness: this process answers. No session, no database: while that is away, restarting us helps nobody. */
export const GET = Object.assign(
  () => Response.json({ health: 'ok' }, { headers: { 'Cache-Control': 'no-store' } }),
  { contract: { access: 'anyone' } as const },
);
