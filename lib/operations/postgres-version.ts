/** The oldest Postgres that has everything we use, as it counts itself (`server_version_num`). */
const OLDEST = 150_000;

/** Throws a sentence when a server that calls itself `version` is too old. */
export function requirePostgres(version: number): void {
  if (version >= OLDEST) return;
  throw new Error(
    `This database is Postgres ${Math.floor(version / 10_000)}; Parlance needs ${OLDEST / 10_000} or newer.`,
  );
}
