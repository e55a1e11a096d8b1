import 'server-only';
import { once } from 'node:events';
import type { Server } from 'node:http';
import { type AddressInfo, createServer, type ListenOptions, type Server as SocketServer } from 'node:net';
import { platform } from 'node:os';

/**
 * Connections that wait to be taken up: a crowd that comes back at once. Of what is beyond it the system says nothing, and
 * its clients try again only after one second, three and seven. The system's own limit (somaxconn) holds as well.
 */
const BACKLOG = 4_096;
/**
 * Sockets that listen at the one port, which the system shares the connections among. Of each, libuv takes up only one
 * connection in a turn of the event loop (since 1.46), and under load a turn takes milliseconds.
 */
const DOORS = 8;

/**
 * Listens there with as many sockets as the system lets us have; all connections are `server`'s. Rejects when the port
 * is taken. Answers what closes the doors and settles when the last connection is gone.
 */
export async function listen(
  server: Server,
  { port, host }: { port: number; host: string },
): Promise<() => Promise<void>> {
  const doors: SocketServer[] = [server];
  if (!canSharePorts()) await opened(server, { port, host });
  else {
    // Whoever shares a port shares it with any process of the same account; nobody is to be there yet.
    const alone = createServer();
    await opened(alone, { port, host });
    const known = { port: (alone.address() as AddressInfo).port, host, reusePort: true };
    await closed(alone);
    await opened(server, known);
    while (doors.length < DOORS) doors.push(await opened(doorTo(server), known));
  }
  return async () => {
    await Promise.all(doors.map(closed));
  };
}

/** Since Node 22.12 and 23.1, where the system has it and balances: Linux does. */
function canSharePorts(): boolean {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return (
    platform() === 'linux' && (major > 23 || (major === 23 && minor >= 1) || (major === 22 && minor >= 12))
  );
}

/** With the options that `server` itself gives its sockets. */
function doorTo(server: Server): SocketServer {
  return createServer({ allowHalfOpen: true, noDelay: true }, (socket) => server.emit('connection', socket));
}

async function opened<S extends SocketServer>(door: S, options: ListenOptions): Promise<S> {
  door.listen({ backlog: BACKLOG, ...options });
  // Rejects with the door's error.
  await once(door, 'listening');
  return door;
}

function closed(door: SocketServer): Promise<void> {
  return new Promise((resolve) => door.close(() => resolve()));
}
