import { connect } from 'node:net';

/** An answer as it came over the wire. */
export type WireAnswer = { status: number; headers: Record<string, string>; body: string };

/** A request line and headers, without the tidying that a client library does. */
export function head(method: string, path: string, headers: Record<string, string> = {}): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n`;
}

/**
 * Writes these bytes to a port of this machine, closes our side if `end` says so, and answers all that came back until
 * the other side closed; status 0 when nothing did.
 */
export async function speak(port: number, bytes: string | Buffer, { end = false } = {}): Promise<WireAnswer> {
  const socket = connect(port, '127.0.0.1');
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => chunks.push(chunk));
  const closed = new Promise<void>((resolve) => {
    socket.once('close', () => resolve());
    socket.once('error', () => resolve());
  });
  socket.write(bytes);
  if (end) socket.end();
  await closed;
  return parse(Buffer.concat(chunks).toString('latin1'));
}

function parse(text: string): WireAnswer {
  const [start = '', body = ''] = text.split(/\r\n\r\n(.*)/s);
  const [line = '', ...lines] = start.split('\r\n');
  const headers = lines.map((header): [string, string] => {
    const [, name = '', value = ''] = /^([^:]+): ?(.*)$/.exec(header) ?? [];
    return [name.toLowerCase(), value];
  });
  return { status: Number(line.split(' ')[1] ?? 0), headers: Object.fromEntries(headers), body };
}
