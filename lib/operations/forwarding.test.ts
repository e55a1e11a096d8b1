import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { addressOf, sealForwarding, trustedProxies } from './forwarding';

const proxies = trustedProxies(['10.0.0.0/8', '2001:db8::/32', '192.0.2.1']);

test.each([
  ['nobody is trusted without the setting', '192.0.2.9', '198.51.100.1', [], '192.0.2.9'],
  ['a stranger cannot name an address', '203.0.113.5', '198.51.100.1', ['10.0.0.0/8'], '203.0.113.5'],
  ['a trusted peer can', '10.1.2.3', '198.51.100.1', ['10.0.0.0/8'], '198.51.100.1'],
  [
    'the rightmost untrusted one counts',
    '10.1.2.3',
    '6.6.6.6, 198.51.100.1, 10.9.9.9',
    ['10.0.0.0/8'],
    '198.51.100.1',
  ],
  ['only trusted ones: the farthest', '10.1.2.3', '10.0.0.1, 10.0.0.2', ['10.0.0.0/8'], '10.0.0.1'],
  ['nonsense ends the walk', '10.1.2.3', '198.51.100.1, unknown', ['10.0.0.0/8'], '10.1.2.3'],
  ['no header', '10.1.2.3', '', ['10.0.0.0/8'], '10.1.2.3'],
  ['IPv4 in IPv6 is IPv4', '::ffff:10.1.2.3', '198.51.100.1', ['10.0.0.0/8'], '198.51.100.1'],
  ['IPv6 networks', '2001:db8::1', '2001:DB8:1::5, 2a00::1', ['2001:db8::/32'], '2a00::1'],
])('%s', (_case, peer, header, trusted, expected) => {
  expect(addressOf(peer, header, trustedProxies(trusted))).toBe(expected);
});

test.each(['10.0.0.0/33', 'proxy.local', '10.0.0.0/-1', '10.0.0.0/', '::1/129'])(
  '%s is refused by name',
  (entry) => {
    expect(() => trustedProxies([entry])).toThrow(`TRUSTED_PROXIES holds "${entry}"`);
  },
);

test('of the headers a client could forge one is left, with the peer in it', () => {
  const request = new IncomingMessage(new Socket());
  Object.defineProperty(request.socket, 'remoteAddress', { value: '203.0.113.5' });
  const sent = {
    host: 'chat.example',
    'x-forwarded-for': '1.1.1.1',
    'x-forwarded-host': 'evil.example',
    'x-forwarded-proto': 'https',
    forwarded: 'for=1.1.1.1',
    'x-real-ip': '1.1.1.1',
    'x-middleware-subrequest': 'proxy',
    'x-nonce': 'mine',
    'content-security-policy': "script-src 'nonce-mine'",
  };
  Object.assign(request.headers, sent);
  const raw = Object.entries(sent).map(([name, value]) => [name.toUpperCase(), value]);
  request.rawHeaders.push(...raw.flat());
  sealForwarding(request, proxies);
  expect(request.headers).toEqual({ host: 'chat.example', 'x-forwarded-for': '203.0.113.5' });
  expect(request.rawHeaders).toEqual(['HOST', 'chat.example', 'X-Forwarded-For', '203.0.113.5']);
});
