import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { createWebSocketStream, WebSocketServer } from 'ws';

/** Neon's end of the wire: WebSockets at `address` (host:port), each carried on to the Postgres it names. */
export async function startWebSocketBridge(): Promise<{ address: string; stop(): Promise<void> }> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  server.on('connection', (socket, { url = '' }) => {
    const [host, port] = new URL(url, 'ws://bridge').searchParams.get('address')?.split(':') ?? [];
    const upstream = connect(Number(port), host);
    const downstream = createWebSocketStream(socket);
    // Either side may break off; the other then hears of it as of a network that failed.
    upstream.on('error', () => socket.terminate());
    downstream.on('error', () => upstream.destroy());
    upstream.on('close', () => socket.close());
    downstream.on('close', () => upstream.destroy());
    downstream.pipe(upstream).pipe(downstream);
  });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    address: `127.0.0.1:${port}`,
    stop: async () => {
      for (const socket of server.clients) socket.terminate();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
