import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Pool } from 'pg';

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const toHtml = (text: string) => text.replace(/[&<>]/g, (character) => escapes[character] ?? character);

/**
 * The newest page of a room as HTML and nothing else: no session, no framework, no script, no style. What reading and
 * showing the same rows costs at least.
 */
export async function serveBarePage(databaseUrl: string, roomId: string) {
  const pool = new Pool({ connectionString: databaseUrl, max: 2 });
  const server = createServer(async (_request, response) => {
    const { rows } = await pool.query<{ name: string; body: string; created_at: Date }>(
      `select u.name, m.body, m.created_at
         from messages m join users u on u.id = m.author_id
        where m.room_id = $1 and m.seq > (select last_seq - 100 from rooms where id = $1)
        order by m.seq desc`,
      [roomId],
    );
    const list = rows.map(
      ({ name, body, created_at }) =>
        `<article><b>${toHtml(name)}</b> <time>${created_at.toISOString()}</time><p>${toHtml(body)}</p></article>`,
    );
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.end(`<!doctype html><title>Room</title><main>${list.join('')}</main>`);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const close = async () => {
    server.close();
    server.closeAllConnections();
    await pool.end();
  };
  return { url: `http://127.0.0.1:${port}/`, close };
}
