import { createServer, type IncomingMessage } from 'node:http';
import { Pool } from 'pg';

/**
 * A page of a room's log by the app's own query, and nothing else: no session, no membership, no parsing, no shape.
 * What reading the same rows and writing them as JSON costs at least.
 */
export function serveBareHistory(port: number): void {
  const pool = new Pool({ connectionString: process.env['DATABASE_URL'], max: 10 });
  const readPage = async (request: IncomingMessage): Promise<Buffer> => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const last = Number(searchParams.get('before') ?? Number.NaN) - 1;
    const { rows } = await pool.query(
      `select m.id, m.seq, m.author_id, m.rev, m.body, m.version, m.created_at, m.edited_at, m.deleted_at,
              u.name, u.avatar, u.kind
         from messages m join users u on u.id = m.author_id
        where m.room_id = $1 and m.seq between $2 and $3 order by m.seq limit 100`,
      [pathname.split('/')[3], last - 99, last],
    );
    return Buffer.from(JSON.stringify({ messages: rows }));
  };
  createServer(async (request, response) => {
    try {
      const content = await readPage(request);
      response.setHeader('Content-Type', 'application/json').setHeader('Content-Length', content.length);
      response.end(content);
    } catch (error) {
      console.error(error);
      response.writeHead(503, { 'Content-Length': 0 }).end();
    }
  }).listen(port, '127.0.0.1');
}
