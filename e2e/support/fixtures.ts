import { randomUUID } from 'node:crypto';
import { encode } from 'next-auth/jwt';
import {
  type APIRequestContext,
  type BrowserContext,
  test as base,
  expect,
  type Page,
} from 'playwright/test';
import { makePerson, makeRoom, makeSession, type TestPerson, type TestRoom } from '@/db/testing/people';
import { type App, startApp } from './app';
import { Problems } from './problems';

/** Somebody at a browser of their own; `request` speaks to the API as they do, with their cookie. */
export type Someone = {
  person: TestPerson;
  context: BrowserContext;
  page: Page;
  request: APIRequestContext;
};

type Fixtures = {
  /** A new person, `name` and something unique, signed in with a browser of their own. */
  signedIn(name: string, options?: { role?: TestPerson['role'] }): Promise<Someone>;
  /** A room of this test's own; the first member is its admin. */
  room(options: {
    members: readonly (Someone | TestPerson)[];
    kind?: TestRoom['kind'];
    name?: string;
    topic?: string;
  }): Promise<TestRoom>;
  /** The same person on another device: another browser, another session. */
  secondBrowser(someone: Someone): Promise<Someone>;
  /** A browser in which nobody is signed in. */
  stranger(): Promise<Omit<Someone, 'person'>>;
  /** An app of this test's own with an empty database, as on a first run. */
  emptyApp(): Promise<App>;
  /** Console errors, exceptions and policy reports on every page the fixtures opened; the test fails with any. */
  problems: Problems;
  /** Opens a watched browser, signed in as `person` or as nobody; closed after the test. */
  open(person: TestPerson | null): Promise<Omit<Someone, 'person'>>;
};

export const test = base.extend<Fixtures>({
  baseURL: async ({}, use) => use(process.env['BASE_URL'] ?? ''),

  problems: [
    async ({}, use) => {
      const problems = new Problems();
      await use(problems);
      expect(problems.list(), 'console errors, exceptions and policy reports').toEqual([]);
    },
    { auto: true },
  ],

  open: async ({ browser, playwright, problems }, use) => {
    const opened: (() => Promise<void>)[] = [];
    await use(async (person) => {
      const baseURL = process.env['BASE_URL'] ?? '';
      const cookie = person && (await sessionCookie(person, baseURL));
      const context = await browser.newContext({ baseURL });
      problems.watch(context);
      if (cookie) await context.addCookies([{ ...cookie, url: baseURL, httpOnly: true, sameSite: 'Lax' }]);
      // Not the context's own: a write needs an Origin, which pages must go on setting themselves.
      const request = await playwright.request.newContext({
        baseURL,
        extraHTTPHeaders: {
          Origin: new URL(baseURL).origin,
          ...(cookie && { Cookie: `${cookie.name}=${cookie.value}` }),
        },
      });
      opened.push(
        () => context.close(),
        () => request.dispose(),
      );
      return { context, page: await context.newPage(), request };
    });
    await Promise.all(opened.map((close) => close()));
  },

  signedIn: async ({ open }, use) => {
    await use(async (name, options) => {
      const person = await makePerson(`${name} ${unique()}`, options);
      return { person, ...(await open(person)) };
    });
  },

  secondBrowser: async ({ open }, use) => {
    await use(async (someone) => {
      const person = await makeSession(someone.person);
      return { person, ...(await open(person)) };
    });
  },

  stranger: async ({ open }, use) => {
    await use(() => open(null));
  },

  room: async ({}, use) => {
    await use(({ members, name = `room ${unique()}`, ...options }) =>
      makeRoom({
        ...options,
        name: options.kind === 'direct' ? '' : name,
        members: members.map((member) => ('person' in member ? member.person : member)),
      }),
    );
  },

  emptyApp: async ({}, use) => {
    const apps: Awaited<ReturnType<typeof startApp>>[] = [];
    await use(async () => {
      const app = await startApp();
      apps.push(app);
      return app;
    });
    await Promise.all(apps.map((app) => app.stop()));
  },
});

export { expect };

function unique(): string {
  return randomUUID().slice(0, 8);
}

/** What the sign-in screen would have left in the browser. */
export async function sessionCookie(
  person: Pick<TestPerson, 'userId' | 'sessionId'>,
  baseURL: string,
  secret = process.env['AUTH_SECRET'] ?? '',
): Promise<{ name: string; value: string }> {
  const secure = baseURL.startsWith('https:') ? '__Secure-' : '';
  const value = await encode({
    token: { sub: person.userId, sid: person.sessionId },
    secret,
  });
  return { name: `${secure}next-auth.session-token`, value };
}
