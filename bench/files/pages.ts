import { sql } from 'drizzle-orm';
import { db } from '@/db/client';
import { makeRoom } from '@/db/testing/people';
import { type Figure, median } from '../figures';
import { type Stage, timeGet } from './stage';

const MESSAGES = 100;
const ROUNDS = 150;

/** A page of 100 messages with 200 pictures beside one of the same messages without, whole route, over HTTP. */
export async function measurePages(stage: Stage): Promise<Figure[]> {
  const ada = await stage.somebody();
  const [plain, full] = [await makeLog(ada.userId, 0), await makeLog(ada.userId, 2)];
  const ask = (roomId: string, host: string) =>
    timeGet(stage, ada, { path: `/api/rooms/${roomId}/messages`, host });
  const rounds = async (hostOf: (round: number) => string) => {
    const [without, files]: [number[], number[]] = [[], []];
    for (let round = 0; round < ROUNDS; round += 1) {
      without.push(await ask(plain, hostOf(round)));
      files.push(await ask(full, hostOf(round)));
    }
    return { without: median(without), files: median(files) };
  };
  // What the process has compiled by now is not what is measured.
  await rounds(() => 'localhost');
  const warm = await rounds(() => 'localhost');
  // A name nobody came by yet has no addresses yet: as in the first moment of each quarter of an hour.
  const cold = await rounds((round) => `name-${round}.localhost`);
  return [
    { what: 'a page of 100 messages, p50', figure: warm.without, unit: 'ms' },
    { what: 'the same with 200 pictures', figure: warm.files, unit: 'ms' },
    { what: '  beside the page without', figure: warm.files / warm.without, unit: '×', limit: 1.3 },
    { what: '  its first reader in a quarter of an hour', figure: cold.files, unit: 'ms' },
    { what: '  beside the page without', figure: cold.files / cold.without, unit: '×' },
  ];
}

/** A room of 100 messages, each with so many pictures that have thumbnails. */
async function makeLog(userId: string, each: number): Promise<string> {
  const { id } = await makeRoom({ members: [{ userId }] });
  await db().execute(sql`
    with place as (
      update rooms set last_seq = ${MESSAGES}, rev = rev + ${MESSAGES}, last_message_at = now() where id = ${id}
      returning rev - ${MESSAGES} as rev
    ),
    line as (
      select n, gen_random_uuid() as id from generate_series(1, ${MESSAGES}) n
    ),
    file as (
      insert into attachments (room_id, author_id, name, type, kind, size, confirmed_at, width, height, placeholder,
                               thumbnail_type, thumbnail_size, message_id, message_seq, position)
      select ${id}, ${userId}, format('holiday-%s-%s.jpg', n, place), 'image/jpeg', 'image', 900000, now(), 2560, 1707,
             'ABEiM0RVZneImaq7zN3u', 'image/webp', 60000, line.id, n, place
        from line, generate_series(1, ${each}::int) place
      returning id, message_seq, position
    )
    insert into messages (room_id, seq, id, author_id, body, rev, created_at, attachment_ids)
    select ${id}, n, line.id, ${userId}, format('Line %s, with as many words as people usually write.', n),
           place.rev + n, now(),
           (select array_agg(file.id order by position) from file where message_seq = n)
      from place, line`);
  return id;
}
