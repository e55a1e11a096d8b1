/** A running embedded Postgres. `exited` settles when it ended, whoever ended it. */
export type PostgresServer = {
  url: string;
  pid: number;
  directory: string;
  exited: Promise<void>;
  stop(): Promise<void>;
};

export function startPostgres(home: string, options?: { disposable?: boolean }): Promise<PostgresServer>;
export function addressOf(home: string): string | undefined;
export function findFreePort(): Promise<number>;
