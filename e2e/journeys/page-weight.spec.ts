import { expect, test } from '@/e2e/support/fixtures';
import { expectLive } from './chat-screen';

/** What the scripts of an open room may weigh on the wire; the rest, the parser too, comes when it is wanted. */
const SCRIPTS_MAX_BYTES = 250_000;

test('an open room needs less than 250 KB of scripts', async ({ signedIn, room }) => {
  const ada = await signedIn('ada');
  const { id } = await room({ members: [ada] });
  const client = await ada.context.newCDPSession(ada.page);
  const scripts = new Map<string, { name: string; bytes: number }>();
  client.on('Network.responseReceived', ({ requestId, response, type }) => {
    if (type === 'Script') scripts.set(requestId, { name: new URL(response.url).pathname, bytes: 0 });
  });
  client.on('Network.dataReceived', ({ requestId, encodedDataLength }) => {
    const script = scripts.get(requestId);
    if (script) script.bytes += encodedDataLength;
  });
  await client.send('Network.enable');
  await ada.page.goto(`/rooms/${id}`);
  await expectLive(ada.page);
  await ada.page.evaluate(() => new Promise((idle) => requestIdleCallback(idle)));

  const bytes = [...scripts.values()].reduce((sum, script) => sum + script.bytes, 0);
  expect(scripts.size).toBeGreaterThan(0);
  expect(bytes, JSON.stringify([...scripts.values()])).toBeLessThan(SCRIPTS_MAX_BYTES);
});
