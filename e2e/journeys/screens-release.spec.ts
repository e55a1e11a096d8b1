import { expect, test } from '../support/fixtures';
import { composer, enter, expectLive } from './chat-screen';

test('a tab older than the server offers to reload, keeps working till then, and loses nothing', async ({
  signedIn,
  room,
}) => {
  const ada = await signedIn('ada');
  const tea = await room({ members: [ada] });
  // A server of the next release cannot be had here; its hello can.
  await ada.page.addInitScript(() => {
    const ask = window.fetch;
    const decoder = new TextDecoder();
    const encoder = new TextEncoder();
    window.fetch = async (input, init) => {
      const answer = await ask(input, init);
      const isStream = new URL(answer.url).pathname === '/api/stream' && !sessionStorage.getItem('reloaded');
      const later = new TransformStream<Uint8Array, Uint8Array>({
        transform: (chunk, out) =>
          out.enqueue(
            encoder.encode(decoder.decode(chunk).replace(/"release":"[^"]+"/, '"release":"999.0.0"')),
          ),
      });
      return isStream ? new Response(answer.body?.pipeThrough(later) ?? null, answer) : answer;
    };
  });
  await enter(ada, tea);
  await expect(ada.page.getByText('A new version is here.')).toBeVisible();
  await composer(ada.page).fill('Begun before the new version');
  await ada.page.evaluate(() => sessionStorage.setItem('reloaded', 'yes'));
  await ada.page.getByRole('button', { name: 'Reload' }).click();
  await expect(ada.page.getByText('A new version is here.')).toHaveCount(0);
  await expectLive(ada.page);
  await expect(composer(ada.page)).toHaveValue('Begun before the new version');
});
