import { beforeAll, describe, expect, it, vi } from 'vitest';
import { requireSameOrigin } from './same-origin';

beforeAll(() => {
  vi.stubEnv('DATABASE_URL', 'postgres://nobody@127.0.0.1:1/none');
  vi.stubEnv('AUTH_SECRET', 'a secret for tests, at least 32 characters');
  vi.stubEnv('PUBLIC_URL', 'https://chat.example');
});

function passes(method: string, headers: Record<string, string>): boolean {
  try {
    requireSameOrigin(new Request('http://127.0.0.1:3000/api/me', { method, headers }));
    return true;
  } catch (error) {
    expect(error).toMatchObject({ code: 'not_allowed', details: { reason: 'cross_site' } });
    return false;
  }
}

const cookie = 'next-auth.session-token=x';
const host = '192.168.1.5:3000';

describe('a changing request', () => {
  it.each([
    ['from our own page', { cookie, 'sec-fetch-site': 'same-origin' }],
    ['from PUBLIC_URL, by an old browser', { cookie, origin: 'https://chat.example' }],
    ['from the host it was sent to', { cookie, host, origin: `http://${host}` }],
    ['from a program without cookies', {}],
    ['with a bearer token, which no browser sends by itself', { cookie, authorization: 'Bearer x' }],
  ])('passes %s', (_, headers) => {
    expect(['POST', 'PUT', 'PATCH', 'DELETE'].map((method) => passes(method, headers))).not.toContain(false);
  });

  it.each([
    ['from another site', { cookie, 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
    ['from a sibling of ours', { cookie, 'sec-fetch-site': 'same-site', origin: 'https://x.chat.example' }],
    ['from another site, without a cookie', { 'sec-fetch-site': 'cross-site' }],
    ['from another origin, by an old browser', { cookie, origin: 'https://evil.example' }],
    ['from another origin, without a cookie', { origin: 'https://evil.example' }],
    ['from a host that only begins like ours', { cookie, origin: 'https://chat.example.evil.example' }],
    ['from nowhere', { cookie, origin: 'null' }],
    ['with a cookie and no word of where from', { cookie }],
    ['typed into the address bar, with a cookie', { cookie, 'sec-fetch-site': 'none' }],
  ])('is refused %s', (_, headers) => {
    expect(['POST', 'PUT', 'PATCH', 'DELETE'].map((method) => passes(method, headers))).not.toContain(true);
  });
});

it('lets everybody read', () => {
  expect(passes('GET', { cookie, 'sec-fetch-site': 'cross-site' })).toBe(true);
});
