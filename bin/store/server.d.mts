/** A running embedded store: the variables that lead to it. `exited` settles when it ended, whoever ended it. */
export type StoreServer = {
  env: Record<string, string>;
  port: number;
  pid: number;
  exited: Promise<false>;
  stop(): Promise<void>;
};

export function startStore(
  home: string,
  app: { bind: string; port: number; publicUrl: string; storePort?: number },
): Promise<StoreServer>;
export function storeOf(home: string, bind: string): Record<string, string> | undefined;
