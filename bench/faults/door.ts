import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** The address at which a process of the app is reached, however often it is started anew. */
export type Door = {
  baseUrl: string;
  /** Where it leads now; nowhere: connections are refused as soon as they are made. */
  lead(baseUrl: string | undefined): void;
  /** From now on this share (0 to 1) of answers is thrown away, connection and all: after the commit. */
  dropAnswers(share: number): void;
  close(): void;
};

export async function openDoor(): Promise<Door> {
  let target: URL | undefined;
  let share = 0;
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    if (!target) {
      client.destroy();
      return;
    }
    const upstream = connect(Number(target.port), '127.0.0.1');
    const end = () => {
      client.destroy();
      upstream.destroy();
    };
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      // Broken on purpose; the close that follows is what counts.
      socket.on('error', () => undefined);
      socket.once('close', () => {
        sockets.delete(socket);
        end();
      });
    }
    client.pipe(upstream, { end: false });
    upstream.on('data', (chunk) => {
      const isStream = chunk.includes('event: ') || chunk.includes('text/event-stream');
      if (!isStream && Math.random() < share) end();
      else if (!client.write(chunk)) upstream.pause();
    });
    client.on('drain', () => upstream.resume());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    lead: (baseUrl) => {
      target = baseUrl === undefined ? undefined : new URL(baseUrl);
    },
    dropAnswers: (next) => {
      share = next;
    },
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
