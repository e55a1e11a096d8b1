import { readiness } from '@/lib/operations/ready';

/** Readiness: whether a balancer should send people here. 503 says what is missing. */
async function answer(): Promise<Response> {
  const missing = await readiness();
  return Response.json(missing ? { ready: false, missing } : { ready: true }, {
    status: missing ? 503 : 200,
    headers: { 'Cache-Control': 'no-store', ...(missing && { 'Retry-After': '1' }) },
  });
}

// Not made by route(): looking for a viewer would need the database that may be away.
export const GET = Object.assign(answer, { contract: { access: 'anyone' } as const });
