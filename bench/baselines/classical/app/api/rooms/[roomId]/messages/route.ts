import { pool } from '../../../../../pool';

type Context = { params: Promise<{ roomId: string }> };

/** Stores a message and says so. No session, no membership, no limit, no parsing: what the design itself costs. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { roomId } = await params;
  const { id, body } = await request.json();
  const { rows } = await pool().query(
    'insert into classical_messages (room_id, message_id, body) values ($1, $2, $3) returning id, created_at',
    [roomId, id, body],
  );
  return Response.json({ message: rows[0] }, { status: 201 });
}
