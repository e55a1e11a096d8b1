import 'server-only';
import type pg from 'pg';
import { connectDirectly } from '@/db/direct';

/** Works on a connection of its own, which ends with the work, or at once when somebody says stop. */
export async function withSession<T>(
  { url, signal }: { url: string; signal: AbortSignal },
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = await connectDirectly(url);
  const stop = () => {
    void client.end();
  };
  signal.addEventListener('abort', stop);
  try {
    return await work(client);
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener('abort', stop);
    await client.end();
  }
}
