/** What has come is cut into events, each as text; `rest` waits for more. */
export type Framing = (text: string) => { events: string[]; rest: string };

/** Server-sent events; the head of the answer is the beginning of the first. */
export const serverSent: Framing = (text) => {
  const events = text.split('\n\n');
  const rest = events.pop() ?? '';
  return { events, rest };
};

/** Of an answer that becomes a WebSocket (RFC 6455): the head, then the text of each frame. A byte is a character. */
export const webSocket: Framing = (text) => {
  const events: string[] = [];
  let at = 0;
  if (text.startsWith('HTTP/1.1 ')) {
    const end = text.indexOf('\r\n\r\n');
    if (end < 0) return { events, rest: text };
    at = end + 4;
    events.push(text.slice(0, end));
  }
  for (let next = frameAt(text, at); next; next = frameAt(text, at)) {
    events.push(text.slice(next.begin, next.end));
    at = next.end;
  }
  return { events, rest: text.slice(at) };
};

/** Where a whole frame's content lies. Those of a server are not masked, and here none is longer than 64 KB. */
function frameAt(text: string, at: number): { begin: number; end: number } | undefined {
  if (text.length < at + 4) return undefined;
  const short = text.charCodeAt(at + 1) & 127;
  const begin = short < 126 ? at + 2 : at + 4;
  const length = short < 126 ? short : (text.charCodeAt(at + 2) << 8) | text.charCodeAt(at + 3);
  return begin + length <= text.length ? { begin, end: begin + length } : undefined;
}

/** A short text as a client sends it: masked, here by zeros. */
export function maskedText(text: string): Buffer {
  return Buffer.concat([Buffer.from([0x81, 0x80 | text.length, 0, 0, 0, 0]), Buffer.from(text)]);
}
