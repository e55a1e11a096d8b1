import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright/test';
import { expect, test } from '../support/fixtures';
import { expectLive, fill } from './chat-screen';

const widths = [320, 360, 768, 1440, 2560] as const;

/** What sticks out of the screen sideways, where nobody can scroll to it. */
async function sticksOut(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement;
    const scrolls = (element: Element): boolean =>
      /auto|scroll/.test(getComputedStyle(element).overflowX) ||
      (element.parentElement !== null && scrolls(element.parentElement));
    const out = [...document.querySelectorAll('button, a, input, textarea, select, h1, h2, p, img')]
      .filter((element) => element.checkVisibility() && !element.closest('.sr-only'))
      .filter((element) => {
        const { left, right } = element.getBoundingClientRect();
        return (left < -1 || right > clientWidth + 1) && !scrolls(element);
      })
      .map((element) => element.outerHTML.slice(0, 120));
    return scrollWidth > clientWidth ? [`the page, by ${scrollWidth - clientWidth} px`, ...out] : out;
  });
}

test('no screen sticks out sideways, from a small phone to a wall', async ({ signedIn, room, problems }) => {
  test.slow();
  // The page for nothing is answered with that status.
  problems.expect(/status of 404/);
  const ada = await signedIn('ada', { role: 'admin' });
  const word = 'Donaudampfschifffahrtsgesellschaftskapitänsmütze';
  const tea = await room({ members: [ada], name: `${word} ${randomUUID()}`, topic: word.repeat(4) });
  await fill(tea, ada.person, [
    word.repeat(6),
    `https://example.test/${'a'.repeat(300)}`,
    `\`\`\`\n${'code '.repeat(80)}\n\`\`\``,
    `| ${'wide | '.repeat(20)}\n|${'---|'.repeat(20)}\n| ${'cell | '.repeat(20)}`,
    `> - ${word} \`${'x'.repeat(120)}\``,
    'Kurz.',
  ]);
  const { page } = ada;
  const found: Record<string, string[]> = {};
  const look = async (name: string) => {
    for (const width of widths) {
      await page.setViewportSize({ width, height: 800 });
      // The log places its rows anew in the frame after the one in which it has learnt its size.
      await page.evaluate(
        () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
      );
      for (const what of await sticksOut(page))
        found[`${name} at ${width}`] = [...(found[`${name} at ${width}`] ?? []), what];
    }
  };
  await page.setViewportSize({ width: 1440, height: 800 });
  await page.goto(`/rooms/${tea.id}`);
  await expectLive(page);
  await look('a room');
  // Longer lines are hard to read, however wide the wall.
  const line = await page.getByRole('article').filter({ hasText: 'Kurz.' }).getByText('Kurz.').boundingBox();
  expect(line?.width).toBeLessThan(800);
  await page.getByRole('button', { name: /details/i }).click();
  await expect(page.getByRole('complementary', { name: /details/i })).toBeVisible();
  await look('its details');
  await page.setViewportSize({ width: 1440, height: 800 });
  for (const path of [
    '/browse',
    '/people',
    '/settings/profile',
    '/settings/sessions',
    '/settings/workspace',
    '/no/such/page',
    '/sign-in',
  ]) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await look(path);
  }
  expect(found).toEqual({});
});
