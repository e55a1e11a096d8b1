import 'server-only';
import type pg from 'pg';
import { objectKey, thumbnailKey } from '@/lib/attachments/object-keys';
import { storedType } from '@/lib/attachments/policy';

/** An object that rows name, and the type that it is stored with. */
export type NamedObject = { key: string; type: string };

type Row = { id: string; type: string; thumbnailType: string | null };

const ROWS = 1_000;

/**
 * Every object that must be there for the rows that the transaction sees, in the order of their keys: none of an upload
 * under way, whose sender will begin again, nor of what the clean-up has decided on.
 */
export async function* listNamedObjects(client: pg.Client): AsyncGenerator<NamedObject> {
  await client.query(
    `declare named no scroll cursor for
     select id, type, thumbnail_type as "thumbnailType" from attachments
     where confirmed_at is not null and removed_at is null order by id`,
  );
  for (;;) {
    const { rows } = await client.query<Row>(`fetch ${ROWS} from named`);
    for (const row of rows) yield* objectsOf(row);
    if (rows.length < ROWS) break;
  }
  await client.query('close named');
}

function* objectsOf({ id, type, thumbnailType }: Row): Generator<NamedObject> {
  yield { key: objectKey(id), type: storedType(type) };
  if (thumbnailType !== null) yield { key: thumbnailKey(id), type: thumbnailType };
}

/** Those of the attachments that rows still name now. */
export async function stillNamed(client: pg.Client, ids: readonly string[]): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    'select id from attachments where id = any ($1::uuid[]) and removed_at is null',
    [ids],
  );
  return rows.map(({ id }) => id);
}
