import { expect, test } from '../support/fixtures';

test('every answer carries the security headers, and says nothing of what made it', async ({ stranger }) => {
  const { request } = await stranger();
  for (const path of ['/sign-in', '/api/health', '/api/me', '/no/such/page']) {
    const headers = (await request.get(path)).headers();
    expect(headers, path).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
    });
    expect(headers['x-powered-by'], path).toBeUndefined();
    expect(headers['strict-transport-security'], 'only where people come by https').toBeUndefined();
  }
});

test('pages are nobody else’s and run only scripts with a nonce of their own', async ({ signedIn }) => {
  const ada = await signedIn('ada');
  const policies: string[] = [];
  for (let visit = 0; visit < 2; visit += 1) {
    const headers = (await ada.request.get('/')).headers();
    expect(headers['cache-control']).toContain('no-store');
    expect(headers['cache-control']).toContain('private');
    policies.push(headers['content-security-policy'] ?? '');
  }
  const [first = '', second = ''] = policies;
  expect(first).toMatch(/script-src 'nonce-[^']+' 'strict-dynamic';/);
  expect(first).toContain("frame-ancestors 'none'");
  expect(first).toContain("object-src 'none'");
  expect(first.replace(/style-src-attr 'unsafe-inline'/, '')).not.toContain('unsafe-inline');
  expect(first).not.toContain('unsafe-eval');
  expect(first).not.toBe(second);
});

test('a client cannot bring its own nonce', async ({ stranger }) => {
  const { request } = await stranger();
  const headers = { 'content-security-policy': "script-src 'nonce-mine'", 'x-nonce': 'mine' };
  const answer = await request.get('/sign-in', { headers });
  expect(answer.headers()['content-security-policy']).not.toContain('mine');
  expect(await answer.text()).not.toContain('nonce="mine"');
});

test('a body of a megabyte is refused in our shape, and the connection is not simply cut', async ({
  signedIn,
}) => {
  const ada = await signedIn('ada');
  const answer = await ada.request.patch('/api/me', { data: { name: 'x'.repeat(1_000_000) } });
  expect(answer.status()).toBe(413);
  expect(await answer.json()).toMatchObject({
    error: { code: 'too_large', requestId: expect.any(String), params: { limit: expect.any(Number) } },
  });
});
