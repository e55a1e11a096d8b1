import { expect, test } from 'vitest';
import { type RouteFile, routeTable } from './route-table';

/** A file whose functions say which they are. */
const file = (...methods: (keyof RouteFile)[]): RouteFile =>
  Object.fromEntries(methods.map((method) => [method, () => new Response(method)]));

const rooms = file('GET', 'POST');
const find = routeTable({
  '/api/rooms': rooms,
  '/api/rooms/[roomId]': file('GET', 'PATCH'),
  '/api/rooms/[roomId]/messages/[messageId]': file('PUT'),
  '/api/rooms/all': file('GET'),
  '/api/rooms/all/[day]': file('GET'),
  '/api/files/[...path]': file('GET'),
  '/api/jobs': file('POST', 'OPTIONS'),
});
const paramsOf = (path: string, method = 'GET') => find(method, path)?.params;

test('an address is found with what it says', () => {
  expect(find('GET', '/api/rooms')).toEqual({ handler: rooms.GET, params: {} });
  expect(find('POST', '/api/rooms')?.handler).toBe(rooms.POST);
  expect(paramsOf('/api/rooms/7')).toEqual({ roomId: '7' });
  expect(paramsOf('/api/rooms/7/messages/8', 'PUT')).toEqual({ roomId: '7', messageId: '8' });
  expect(paramsOf('/api/rooms/a%20b%2F%C3%BC')).toEqual({ roomId: 'a b/ü' });
  expect(paramsOf('/api/files/a/b%2Fc/d')).toEqual({ path: ['a', 'b/c', 'd'] });
});

test('the literal way comes first, and where it leads nowhere the named one', () => {
  expect(paramsOf('/api/rooms/all')).toEqual({});
  expect(paramsOf('/api/rooms/all/monday')).toEqual({ day: 'monday' });
  expect(paramsOf('/api/rooms/all/messages/8', 'PUT')).toEqual({ roomId: 'all', messageId: '8' });
});

test.each([
  '/api',
  '/api/',
  '/api/nothing',
  '/api/rooms/',
  '/api//rooms',
  '/api/rooms//messages/8',
  '/api/rooms/7/messages',
  '/api/rooms/7/messages/8/9',
  '/api/rooms/%zz',
  '/api/files',
  '/api/files/',
  '/api/files/a//b',
  '/api/files/a/%zz',
  '/API/rooms',
  '/api/__proto__',
])('%s is not ours', (path) => {
  expect(find('GET', path)).toBeUndefined();
});

test('HEAD is GET; OPTIONS and a method that is not there tell what is', async () => {
  const ask = async (method: string, path: string) => {
    const found = find(method, path);
    return found?.handler(new Request('http://localhost', { method: 'POST' }), {
      params: Promise.resolve({}),
    });
  };
  expect(find('HEAD', '/api/rooms')?.handler).toBe(rooms.GET);
  for (const [method, path, status, allow] of [
    ['OPTIONS', '/api/rooms', 204, 'GET, HEAD, OPTIONS, POST'],
    ['DELETE', '/api/rooms', 405, 'GET, HEAD, OPTIONS, POST'],
    ['HEAD', '/api/jobs', 405, 'OPTIONS, POST'],
  ] as const) {
    const answer = await ask(method, path);
    expect({ status: answer?.status, allow: answer?.headers.get('allow') }).toEqual({ status, allow });
  }
  expect(await (await ask('OPTIONS', '/api/jobs'))?.text()).toBe('OPTIONS');
  for (const method of ['PROPFIND', 'get', '__proto__']) expect(find(method, '/api/rooms')).toBeUndefined();
});
