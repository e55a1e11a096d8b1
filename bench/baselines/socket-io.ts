import { createServer, type IncomingMessage } from 'node:http';
import { Pool } from 'pg';
import { Server } from 'socket.io';

/** Socket.IO as its own pages show it, on node:http, with the classical design's insert before it tells anybody. */
export function serveSocketIo(port: number): void {
  const pool = new Pool({ connectionString: process.env['DATABASE_URL'], max: 10 });
  const server = createServer(async (request, response) => {
    const roomId = request.url?.split('/')[3] ?? '';
    const { id, body } = JSON.parse(await textOf(request));
    const { rows } = await pool.query(
      `insert into classical_messages (room_id, message_id, body) values ($1, $2, $3)
       returning id::int as seq, message_id as id, room_id, body, created_at`,
      [roomId, id, body],
    );
    io.to(roomId).emit('m', { messages: rows });
    const content = JSON.stringify({ message: rows[0] });
    response.writeHead(201, { 'Content-Type': 'application/json', 'Content-Length': content.length });
    response.end(content);
  });
  const io = new Server(server, { serveClient: false });
  io.on('connection', (socket) => socket.join(String(socket.handshake.query['room'])));
  server.listen(port, '127.0.0.1');
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk;
  return text;
}
