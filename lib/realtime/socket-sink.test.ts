import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Bytes } from './sink';
import { SocketSink } from './socket-sink';

/* Real sockets on loopback. */

const bytes = (text: string): Bytes => new Uint8Array(Buffer.from(text));
const server = createServer((_, response) => open(response));
let opened: { sink: SocketSink; socket: Socket; told: string[] };

function open(response: ServerResponse): void {
  response.setHeader('Connection', 'close').removeHeader('Transfer-Encoding');
  response.writeHead(200).flushHeaders();
  const socket = response.socket as Socket;
  const sink = new SocketSink(response, socket);
  opened = { sink, socket, told: [] };
  sink.onDrain(() => opened.told.push('drain'));
  sink.onClose(() => opened.told.push('close'));
  server.emit('opened');
}

beforeEach(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterEach(() => {
  server.closeAllConnections();
  return new Promise<void>((resolve) => server.close(() => resolve()));
});

/** A reader, what it has taken, and the server's end of it. */
async function read(protocol = 'HTTP/1.1') {
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
  const reader = { text: '', pieces: 0 };
  client.on('data', (data) => {
    reader.text += data.toString();
    reader.pieces += 1;
  });
  client.write(`GET / ${protocol}\r\nHost: here\r\n\r\n`);
  await once(server, 'opened');
  await vi.waitFor(() => expect(reader.text).toContain('\r\n\r\n'));
  const body = () => reader.text.slice(reader.text.indexOf('\r\n\r\n') + 4);
  return { client, reader, body, ...opened };
}

test.each(['HTTP/1.1', 'HTTP/1.0'])(
  '%s: what is written is what is read, until the connection ends',
  async (protocol) => {
    const { client, sink, body, reader } = await read(protocol);
    expect(reader.text).not.toMatch(/transfer-encoding|content-length/i);
    sink.write(bytes('one '));
    sink.write(bytes('two '));
    await vi.waitFor(() => expect(body()).toBe('one two '));
    sink.write(bytes('three'));
    sink.end();
    await once(client, 'end');
    expect(body()).toBe('one two three');
  },
);

test('what one turn writes leaves when it is over, in one piece', async () => {
  const { sink, socket, body, reader } = await read();
  const before = reader.pieces;
  for (let n = 0; n < 20; n += 1) sink.write(bytes(`${n} `));
  expect(socket.writableLength).toBe(50);
  await vi.waitFor(() => expect(body()).toContain('19 '));
  expect(reader.pieces - before).toBe(1);
  sink.write(bytes('alone'));
  await vi.waitFor(() => expect(body()).toContain('alone'));
});

test('a reader that stops makes write say no; when it goes on all comes in order, and a drain', async () => {
  const { client, sink, body, told } = await read();
  client.pause();
  const piece = 'x'.repeat(10_000);
  let written = '';
  const write = () => {
    const next = `${written.length}${piece}`;
    written += next;
    return sink.write(bytes(next));
  };
  // The system's own buffers take some megabytes before a socket is full.
  while (write()) await new Promise((resolve) => setImmediate(resolve));
  const before = told.length;
  client.resume();
  await vi.waitFor(() => expect(told.slice(before)).toContain('drain'));
  await vi.waitFor(() => expect(body()).toHaveLength(written.length));
  expect(body()).toBe(written);
});

test.each([
  ['goes away', (client: Socket) => client.destroy()],
  ['is cut off', (client: Socket) => client.resetAndDestroy()],
  ['says it will send no more', (client: Socket) => client.end()],
])('a reader that %s closes it once, and nothing is written any more', async (_, leave) => {
  const { client, sink, told, socket } = await read();
  leave(client);
  await vi.waitFor(() => expect(told).toEqual(['close']));
  const before = socket.bytesWritten;
  expect(sink.write(bytes('late'))).toBe(true);
  sink.end();
  expect(socket.bytesWritten).toBe(before);
  expect(told).toEqual(['close']);
});

test('after its end nothing is told, and a reader that takes nothing is not waited for', async () => {
  const { client, sink, socket, told } = await read();
  client.pause();
  while (sink.write(bytes('x'.repeat(60_000)))) await new Promise((resolve) => setImmediate(resolve));
  const before = told.length;
  sink.end();
  expect(socket.destroyed).toBe(false);
  expect(socket.timeout).toBe(10_000);
  socket.emit('timeout');
  expect(socket.destroyed).toBe(true);
  await once(socket, 'close');
  expect(told.slice(before)).toEqual([]);
});
