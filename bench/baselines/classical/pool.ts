import { Pool } from 'pg';

let made: Pool | undefined;

/** As many connections as the app has. */
export function pool(): Pool {
  made ??= new Pool({ connectionString: process.env['DATABASE_URL'], max: 10 });
  return made;
}
