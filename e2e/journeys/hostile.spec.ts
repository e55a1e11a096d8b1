import type { Page } from 'playwright/test';
import { makePerson, makeRoom } from '@/db/testing/people';
import { expect, test } from '../support/fixtures';
import { enter, fill, post, row, rows } from './chat-screen';
import { deceiving, hostileHtml, hostileMarkdown } from './hostile-payloads';

// High enough that every row is drawn.
const viewport = { width: 1_280, height: 9_000 };

test('hostile messages are text and nothing more', async ({ signedIn, room }) => {
  test.slow();
  const ada = await signedIn('ada');
  const mallory = await signedIn('mallory');
  const tea = await room({ members: [ada, mallory] });
  await ada.page.setViewportSize(viewport);
  const dialogs = watchDialogs(ada.page);
  await fill(tea, mallory.person, [...hostileMarkdown, ...deceiving, ...hostileHtml]);
  await enter(ada, tea);

  await expect(rows(ada.page)).toHaveCount(hostileHtml.length + hostileMarkdown.length + deceiving.length);
  const shown = (await rows(ada.page).allInnerTexts()).map(oneLine);
  for (const text of hostileHtml) {
    expect(
      shown.some((line) => line.includes(oneLine(text))),
      text,
    ).toBe(true);
  }
  await expectHarmless(ada.page);
  // Times are links too, but ours.
  const written = ada.page.getByRole('log').locator('[data-body]').getByRole('link');
  expect(await written.count()).toBeGreaterThan(0);
  for (const link of await written.all()) {
    await expect(link).toHaveAttribute('href', /^(https?|mailto):/);
    await expect(link).toHaveAttribute('rel', /noopener/);
    await expect(link).toHaveAttribute('target', '_blank');
  }
  expect(dialogs).toEqual([]);
});

test('hostile messages are text too when they arrive while somebody reads', async ({ signedIn, room }) => {
  const ada = await signedIn('ada');
  const mallory = await signedIn('mallory');
  const tea = await room({ members: [ada, mallory] });
  const dialogs = watchDialogs(ada.page);
  await enter(ada, tea);
  for (const text of hostileHtml.slice(0, 12)) await post(mallory, tea, text);
  await post(mallory, tea, 'The end.');
  await expect(row(ada.page, 'The end.')).toBeVisible();
  await expectHarmless(ada.page);
  expect(dialogs).toEqual([]);
});

test('hostile names of people, rooms and topics are text wherever they stand', async ({ signedIn }) => {
  test.slow();
  const ada = await signedIn('ada');
  const dialogs = watchDialogs(ada.page);
  const names = [...hostileHtml, ...deceiving].map((name) => name.slice(0, 80));
  // Past the checks of the API, as an import might have left them.
  const people = await Promise.all(names.slice(0, 24).map((name) => makePerson(name)));
  const members = [ada.person, ...people];
  const tea = await makeRoom({ members, name: names[0] ?? '', topic: names[4] ?? '' });
  for (const name of names) await makeRoom({ members: [ada.person], name, topic: name });
  const open = await makeRoom({
    members: people,
    kind: 'public',
    name: `${names[7]} ${ada.person.name}`,
    topic: names[8] ?? '',
  });
  await makeRoom({ members: [ada.person, ...people.slice(0, 3)], kind: 'direct' });

  await enter(ada, tea);
  await expect(
    ada.page.getByRole('heading', { name: hostileHtml[0] ?? '', level: 1, exact: true }),
  ).toBeVisible();
  await ada.page.getByRole('button', { name: 'Show details' }).click();
  await expect(ada.page.getByRole('complementary', { name: 'Details' }).getByRole('listitem')).toHaveCount(
    25,
  );
  await expectHarmless(ada.page);
  for (const path of ['/people', `/rooms/${open.id}`, '/browse']) {
    await ada.page.goto(path);
    await expect(ada.page.getByRole('img', { name: 'Connected' })).toBeVisible();
    await expectHarmless(ada.page);
  }
  await ada.page.getByRole('searchbox', { name: 'Search rooms' }).fill(ada.person.name);
  await expect(ada.page.getByRole('article').filter({ hasText: names[8] ?? '' })).toBeVisible();
  await expectHarmless(ada.page);
  expect(dialogs).toEqual([]);
});

test('a name that hides what it is, is refused at its field', async ({ signedIn, problems }) => {
  problems.expect(/status of 422/);
  const ada = await signedIn('ada');
  await ada.page.goto('/settings/profile');
  const name = ada.page.getByRole('textbox', { name: 'Name' });
  await name.fill('Grace \u202Erepoh');
  await ada.page.getByRole('button', { name: 'Save' }).click();
  await expect(name).toHaveAccessibleDescription('Some of these characters are not allowed here.');
});

test('an address with a script in it leads nowhere', async ({ signedIn, stranger }) => {
  const ada = await signedIn('ada');
  const { page } = await stranger();
  const dialogs = watchDialogs(page);
  for (const to of [
    'javascript:alert(1)',
    '//evil.test',
    '/\\evil.test',
    '%2F%2Fevil.test',
    'https://evil.test/',
  ]) {
    await page.goto(`/sign-in?to=${encodeURIComponent(to)}`);
    await expect(page.getByRole('heading', { name: 'Sign in to Tests' })).toBeVisible();
    const answer = await ada.request.get(`/sign-in?to=${encodeURIComponent(to)}`, { maxRedirects: 0 });
    expect(answer.headers()['location'], to).toBe('/');
  }
  expect(dialogs).toEqual([]);
});

function watchDialogs(page: Page): string[] {
  const seen: string[] = [];
  page.on('dialog', async (dialog) => {
    seen.push(dialog.message());
    await dialog.dismiss();
  });
  return seen;
}

/** Nothing ran, and nothing stands in the page that could: policy reports fail the test by themselves. */
async function expectHarmless(page: Page): Promise<void> {
  const found = await page.evaluate(() => ({
    stolen: 'stolen' in window,
    foreign: [
      // Pictures of people that other tests have made are our own.
      ...document.querySelectorAll(
        'iframe, object, embed, base, marquee, math, video, body img:not([src^="/api/avatars/"])',
      ),
    ].map((element) => element.outerHTML),
    handlers: [...document.body.querySelectorAll('*')]
      .filter((element) => element.getAttributeNames().some((name) => name.startsWith('on')))
      .map((element) => element.outerHTML.slice(0, 200)),
    links: [...document.querySelectorAll<HTMLAnchorElement>('a[href]')]
      .map(({ protocol }) => protocol)
      .filter((protocol) => !['http:', 'https:', 'mailto:'].includes(protocol)),
  }));
  expect(found).toEqual({ stolen: false, foreign: [], handlers: [], links: [] });
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
