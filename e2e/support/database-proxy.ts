import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A way to a database that can be blocked: refused, or taken and never answered. */
export type DatabaseProxy = {
  url: string;
  /**
   * `cut`: connections break and new ones are refused. `mute`: they stay, and nothing goes either way. `lose`: what is
   * asked for still happens, and nothing comes back. `stale`: those there are break with the next word, as after a
   * process was frozen; new ones work.
   */
  block(how: 'cut' | 'mute' | 'lose' | 'stale'): Promise<void>;
  /** From now on each piece takes so long in either direction. */
  slow(ms: number): void;
  open(): Promise<void>;
  stop(): Promise<void>;
};

/** Stands between a process of the app and the database at `url`. */
export async function startDatabaseProxy(url: string): Promise<DatabaseProxy> {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  let stale = new Set<Socket>();
  let isMute = false;
  let isLosing = false;
  let delayMs = 0;
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(from);
      from.on('data', (chunk) => {
        if (stale.has(from)) return void from.destroy();
        if (isMute || (isLosing && from === upstream)) return;
        if (delayMs > 0) setTimeout(() => to.write(chunk), delayMs);
        else to.write(chunk);
      });
      from.once('close', () => {
        sockets.delete(from);
        to.destroy();
      });
      // Broken on purpose; the close that follows is what counts.
      from.on('error', () => undefined);
    }
  });
  const listening = async (port: number) => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  };
  const cut = async () => {
    const closed = once(server, 'close');
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  await listening(0);
  const { port } = server.address() as AddressInfo;
  const own = new URL(url);
  own.hostname = '127.0.0.1';
  own.port = String(port);
  return {
    url: own.href,
    block: async (how) => {
      if (how === 'cut') await cut();
      else if (how === 'stale') stale = new Set(sockets);
      else if (how === 'mute') isMute = true;
      else isLosing = true;
    },
    slow: (ms) => {
      delayMs = ms;
    },
    open: async () => {
      // What was swallowed meanwhile is lost, so those connections are of no use any more.
      if (isMute || isLosing) for (const socket of sockets) socket.destroy();
      isMute = false;
      isLosing = false;
      if (!server.listening) await listening(port);
    },
    stop: async () => {
      if (server.listening) await cut();
    },
  };
}
