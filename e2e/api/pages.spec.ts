import { addressOfPage, listPages } from '@/e2e/access/pages';
import { type Answer, expect, test } from '../support/api';

/* Pages of somebody are for nobody else. */

const pages = listPages();
const open = pages.filter((path) => path.startsWith('(auth)/'));
const closed = pages.filter((path) => !path.startsWith('(auth)/'));

const forged: Record<string, string> = {
  'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy',
  'x-middleware-rewrite': '/',
  'x-middleware-next': '1',
  'x-forwarded-for': '127.0.0.1',
  'x-forwarded-host': 'evil.example',
  'x-forwarded-proto': 'https',
  'x-invoke-path': '/',
  'x-matched-path': '/',
  'x-nonce': 'mine',
  authorization: 'Bearer mine',
  cookie: 'next-auth.session-token=mine',
};

/** Where it only leads on to a page that is asked itself. */
const onward: Record<string, RegExp> = { '/settings': /^\/settings\/profile$/ };

/** By the status, or in the answer where a page had begun before it was known who asks. */
function redirectOf({ headers, text }: Answer): string | undefined {
  return headers.get('location') ?? /NEXT_REDIRECT;\w+;([^;]+);/.exec(text)?.[1];
}

test('there are pages of both kinds', () => {
  expect(open.length).toBeGreaterThan(2);
  expect(closed.length).toBeGreaterThan(4);
});

for (const page of closed) {
  test(`${page} sends strangers to sign in, whatever they claim`, async ({ nobody, caller, room }) => {
    const ada = await caller('Ada');
    const { id, name } = await room({ members: [ada.person] });
    const url = addressOfPage(page, id);
    const own = await ada.ask('GET', url);
    expect(redirectOf(own) ?? '').not.toContain('/sign-in');
    // Next answers an RSC request only under the address its own client would ask.
    for (const [asked, headers] of [
      [url, {}],
      [url, forged],
      [`${url}?_rsc`, { RSC: '1' }],
      [`${url}?_rsc`, { ...forged, RSC: '1' }],
    ] as const) {
      const answer = await nobody.ask('GET', asked, undefined, headers);
      expect(answer.text, url).not.toContain(name);
      expect(answer.text, url).not.toContain(ada.person.email);
      expect(answer.text, url).not.toContain(ada.userId);
      expect(redirectOf(answer)).toMatch(onward[url] ?? /^\/sign-in\?to=%2F/);
      expect(answer.text).not.toContain('evil.example');
      expect(answer.headers.get('cache-control')).toContain('no-store');
    }
  });
}

for (const page of open) {
  test(`${page} says nothing of anybody`, async ({ nobody, caller, room }) => {
    const ada = await caller('Ada');
    const { id, name } = await room({ members: [ada.person] });
    const answer = await nobody.ask('GET', addressOfPage(page, id), undefined, {
      'x-forwarded-host': 'evil.example',
    });
    expect(answer.status).toBeLessThan(400);
    for (const secret of [name, ada.person.email, ada.userId, 'evil.example'])
      expect(answer.text).not.toContain(secret);
  });
}
