import { expect, test } from 'vitest';
import { readNdjson } from './read-ndjson';

async function* bytes(text: string | Buffer) {
  yield Buffer.from(text);
}

async function read(text: string | Buffer) {
  const found = [];
  for await (const lines of readNdjson(bytes(text))) found.push(...lines);
  return found;
}

const good = { room: 'garden', at: '2024-05-01T12:00:00Z', author: 'ada', text: 'tea?' };
const json = (more: Record<string, unknown>) => JSON.stringify({ ...good, ...more });

test('a line is a message, in whatever writing its time and line ends are', async () => {
  const text = `\ufeff${json({ id: 7, at: '2024-05-01T14:00:00.5+02:00' })}\r\n\n${json({ text: '\n one\r\ntwo \n' })}`;
  expect(await read(text)).toEqual([
    {
      place: 'line 1',
      room: { key: 'garden', name: 'garden' },
      author: { key: 'ada', name: 'ada', kind: 'person' },
      at: Date.parse('2024-05-01T12:00:00.500Z'),
      text: 'tea?',
    },
    expect.objectContaining({ place: 'line 3', text: ' one\ntwo' }),
  ]);
});

test.each([
  ['{"room": "garden"', 'not JSON'],
  ['[1, 2]', 'no JSON object'],
  ['null', 'no JSON object'],
  ['{"room":"garden","author":"ada","text":"x"}', '"at" is missing'],
  [json({ text: 7 }), '"text" is not text'],
  [json({ author: null }), '"author" is not text'],
  [json({ at: 'yesterday' }), '"at" is no instant (like 2026-01-31T12:00:00Z) since 1970'],
  [json({ at: '2024-02-30T12:00:00Z' }), '"at" is no instant (like 2026-01-31T12:00:00Z) since 1970'],
  [json({ at: '2024-05-01T12:00:00' }), '"at" is no instant (like 2026-01-31T12:00:00Z) since 1970'],
  [json({ at: '1969-12-31T23:59:59Z' }), '"at" is no instant (like 2026-01-31T12:00:00Z) since 1970'],
  [json({ room: ' \u200b' }), '"room" is blank'],
  [json({ author: '' }), '"author" is blank'],
  [json({ text: 'a\u0000b' }), '"text" has characters that no text may hold'],
  [json({ text: 'a\ud800b' }), '"text" has characters that no text may hold'],
])('%s is skipped: %s', async (line, skipped) => {
  expect(await read(`${json({})}\n${line}\n${json({})}`)).toEqual([
    expect.objectContaining({ place: 'line 1', text: 'tea?' }),
    { place: 'line 2', skipped },
    expect.objectContaining({ place: 'line 3' }),
  ]);
});

test('bytes that are no UTF-8 spoil their own line only', async () => {
  const spoiled = Buffer.concat([
    Buffer.from(`${json({ text: 'caf' })}`),
    Buffer.from([0xe9, 0x0a]),
    Buffer.from(json({})),
  ]);
  expect(await read(spoiled)).toEqual([
    { place: 'line 1', skipped: 'not UTF-8' },
    expect.objectContaining({ place: 'line 2' }),
  ]);
});
