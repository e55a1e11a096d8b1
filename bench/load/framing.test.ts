import { expect, test } from 'vitest';
import { type Framing, serverSent, webSocket } from './framing';

/** Whatever pieces it comes in. */
function heard(framing: Framing, whole: string, size: number): string[] {
  const heard: string[] = [];
  let rest = '';
  for (let at = 0; at < whole.length; at += size) {
    const read = framing(rest + whole.slice(at, at + size));
    heard.push(...read.events);
    rest = read.rest;
  }
  return heard;
}

const long = 'x'.repeat(300);
const frames = `\x81\x0242\x81\x7e\x01\x2c${long}\x81\x02ok`;

test.each([1, 3, 7, 1_000])('in pieces of %i', (size) => {
  expect(heard(serverSent, 'HTTP/1.1 200\r\n\r\n:\n\ndata: 1\n\n', size)).toEqual([
    'HTTP/1.1 200\r\n\r\n:',
    'data: 1',
  ]);
  expect(heard(webSocket, `HTTP/1.1 101 Yes\r\n\r\n${frames}`, size)).toEqual([
    'HTTP/1.1 101 Yes',
    '42',
    long,
    'ok',
  ]);
});
