import { pool } from '../../../../../pool';

type Context = { params: Promise<{ roomId: string }> };

const POLL_MS = 500;
const encoder = new TextEncoder();

export const dynamic = 'force-dynamic';

/** As chats in Next are often written: each stream asks the database twice a second for rows above its last id. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { roomId } = await params;
  const { rows: ends } = await pool().query(
    'select coalesce(max(id), 0)::int as id from classical_messages where room_id = $1',
    [roomId],
  );
  let last: number = ends[0].id;
  let timer: NodeJS.Timeout | undefined;
  const body = new ReadableStream({
    start(controller) {
      controller.enqueue(encoder.encode(': hi\n\n'));
      const poll = async () => {
        const { rows } = await pool().query(
          `select id::int, id::int as seq, message_id, room_id, body, created_at from classical_messages
            where room_id = $1 and id > $2 order by id`,
          [roomId, last],
        );
        if (request.signal.aborted) return;
        if (rows.length > 0)
          controller.enqueue(encoder.encode(`data: ${JSON.stringify({ messages: rows })}\n\n`));
        last = rows.at(-1)?.id ?? last;
        timer = setTimeout(poll, POLL_MS);
      };
      timer = setTimeout(poll, POLL_MS * Math.random());
      request.signal.addEventListener('abort', () => clearTimeout(timer));
    },
    cancel: () => clearTimeout(timer),
  });
  return new Response(body, {
    headers: { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache, no-transform' },
  });
}
