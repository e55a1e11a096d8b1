import { expect, test } from '../support/fixtures';
import { sendFiles } from '../support/send-files';
import { composer, enter, roomLine } from './chat-screen';

/** Twenty minutes of silence: a frame of MPEG-1 layer III at 128 kbit/s lasts 26 ms and has 417 bytes. */
const frame = Buffer.concat([Buffer.from([0xff, 0xfb, 0x90, 0x64]), Buffer.alloc(413)]);
const silence = new Uint8Array(Buffer.concat(Array.from({ length: 46_000 }, () => frame)));

test('a recording goes on where one wants to hear it, also when the address it was led to is over', async ({
  signedIn,
  room,
  problems,
}) => {
  problems.expect(/status of 403/);
  const ada = await signedIn('ada');
  const tea = await room({ members: [ada] });
  await sendFiles(ada, tea, [{ name: 'silence.mp3', type: 'audio/mpeg', bytes: silence }]);
  await enter(ada, tea);
  const audio = ada.page.getByLabel('silence.mp3', { exact: true });
  const listen = (to: number) =>
    audio.evaluate((player: HTMLAudioElement, time) => {
      player.currentTime = time;
    }, to);
  const place = () =>
    audio.evaluate(({ currentTime, readyState }: HTMLAudioElement) => ({
      at: Math.round(currentTime),
      hasSound: readyState >= HTMLMediaElement.HAVE_CURRENT_DATA,
    }));
  const addresses = new Set<string>();
  ada.page.on('request', (request) => addresses.add(request.url()));
  await audio.evaluate((player: HTMLAudioElement) => {
    player.preload = 'auto';
    player.load();
  });
  await expect.poll(place).toEqual({ at: 0, hasSound: true });
  await listen(600);
  await expect.poll(place).toEqual({ at: 600, hasSound: true });

  // All that it was led to until now answers no more. Two addresses signed in the same second are one.
  const over = new Set(addresses);
  const second = Math.floor(Date.now() / 1_000);
  await expect.poll(() => Math.floor(Date.now() / 1_000)).toBeGreaterThan(second);
  await ada.page.route(
    (url) => url.searchParams.has('X-Amz-Date') && over.has(url.href),
    (route) => route.fulfill({ status: 403 }),
  );
  await ada.page.clock.setSystemTime(Date.now() + 120_000);
  await listen(1_100);
  await expect.poll(place).toEqual({ at: 1_100, hasSound: true });
});

test('a recording stops when one leaves its room, and is where it was on coming back', async ({
  signedIn,
  room,
}) => {
  const ada = await signedIn('ada');
  const tea = await room({ members: [ada], name: 'with a recording' });
  const quiet = await room({ members: [ada], name: 'without' });
  await sendFiles(ada, tea, [{ name: 'silence.mp3', type: 'audio/mpeg', bytes: silence }]);
  await enter(ada, tea);
  const audio = ada.page.getByLabel('silence.mp3', { exact: true });
  const player = await audio.elementHandle();
  const isPaused = () => player?.evaluate((media: HTMLAudioElement) => media.paused);
  // Without a person's click nothing may sound.
  await composer(ada.page).click();
  await audio.evaluate((media: HTMLAudioElement) => media.play());
  expect(await isPaused()).toBe(false);

  await roomLine(ada.page, quiet).click();
  await expect(audio).toBeHidden();
  expect(await isPaused()).toBe(true);
  await roomLine(ada.page, tea).click();
  await expect(audio).toBeVisible();
  expect(await audio.evaluate((media: HTMLAudioElement) => media.currentTime)).toBeGreaterThan(0);
});
