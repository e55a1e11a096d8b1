import { sql } from 'drizzle-orm';
import { db } from '@/db/client';
import type { Findings } from './findings';
import type { Place } from './place';
import type { Seat, StreamReader } from './reader';
import { until } from './until';

/** Through the process that does not serve their stream. */
export async function removeMember(place: Place, admin: Seat, member: Seat): Promise<void> {
  await remove(`${place.addresses[1]}/api/rooms/${member.rooms[0]}/members/${member.userId}`, admin);
}

/** After everything: what they heard of the room lies below the rev of their end. */
export async function judgeRemoved(
  findings: Findings,
  { userId, rooms }: Seat,
  reader: StreamReader,
): Promise<void> {
  const { rows } = await db().execute<{ rev: number }>(sql`
    select rev from memberships where room_id = ${rooms[0]} and user_id = ${userId} and ended_at is not null`);
  const end = rows[0]?.rev ?? 0;
  const late = reader.lines.filter(({ rev }) => rev > end).length;
  const figure = `${late}, and ${reader.lines.length - late} before`;
  findings.find('G6 heard by a removed member past that rev', figure, late === 0 && reader.lines.length > 0);
}

/** By another device of the same person, through the process that does not serve the stream. */
export async function endSession(
  { place, findings }: { place: Place; findings: Findings },
  { by, of }: { by: Seat; of: Seat },
  reader: StreamReader,
): Promise<void> {
  await remove(`${place.addresses[0]}/api/sessions/${of.sessionId}`, by);
  const answered = performance.now();
  const isOver = await until(() => !reader.isOpen, 5_000);
  const took = Math.max(0, reader.endedAt - answered);
  findings.find(
    'G6 the stream of an ended session ends',
    isOver ? `after ${took.toFixed(0)} ms` : 'never',
    isOver && took < 2_000,
  );
}

async function remove(address: string, { token }: Seat): Promise<void> {
  const answer = await fetch(address, { method: 'DELETE', headers: { authorization: `Bearer ${token}` } });
  if (!answer.ok) throw new Error(`DELETE ${address} was answered ${answer.status}.`);
}
