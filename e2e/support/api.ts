import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makePerson, makeSession, type TestPerson } from '@/db/testing/people';
import { type ErrorCode, statusOf } from '@/lib/errors';
import { type PostgresServer, startPostgres } from '../../bin/postgres/server.mjs';
import { test as base, expect, sessionCookie } from './fixtures';
import { type Server, type ServerOptions, startServer } from './server';
import { type Listener, listen } from './stream';

export type Method = 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE';
/** What came back. `body` is for assertions only, so it has no type; null when there is none. */
// biome-ignore lint/suspicious/noExplicitAny: a test says what it expects of the body, and fails when it is not there
export type Answer = { status: number; headers: Headers; text: string; body: any };

/** Somebody, or nobody, who speaks to the API without a browser: only the headers a test names are sent. */
export class Caller {
  readonly #baseUrl: string;
  /** Sent with everything. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(baseUrl: string, cookie?: string) {
    this.#baseUrl = baseUrl;
    this.headers = { origin: baseUrl, ...(cookie !== undefined && { cookie }) };
  }

  /** The same caller towards another process. */
  at({ baseUrl }: { baseUrl: string }): Caller {
    return new Caller(baseUrl, this.headers['cookie']);
  }

  /** An object is sent as JSON, a string as it is; a header given as undefined is left out. */
  async ask(
    method: Method,
    path: string,
    body?: unknown,
    headers: Record<string, string | undefined> = {},
  ): Promise<Answer> {
    const response = await this.#fetch(method, path, body, headers);
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false;
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: isJson ? JSON.parse(text) : null,
    };
  }

  /** The status alone; whatever follows is not waited for. */
  async statusOf(method: Method, path: string, body?: unknown): Promise<number> {
    const response = await this.#fetch(method, path, body);
    await response.body?.cancel();
    return response.status;
  }

  /** Opens a stream; `listener.status` may be a refusal's. */
  listen(query = '', headers: Record<string, string | undefined> = {}): Promise<Listener> {
    return listen(`${this.#baseUrl}/api/stream${query}`, this.#headersWith(headers));
  }

  #fetch(
    method: Method,
    path: string,
    body?: unknown,
    headers: Record<string, string | undefined> = {},
  ): Promise<Response> {
    const type = body !== undefined && { 'content-type': 'application/json' };
    return fetch(this.#baseUrl + path, {
      method,
      redirect: 'manual',
      headers: this.#headersWith({ ...type, ...headers }),
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  }

  #headersWith(headers: Record<string, string | undefined>): Record<string, string> {
    const all = Object.entries({ ...this.headers, ...headers });
    return Object.fromEntries(all.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
  }
}

/** A person with a caller of their own. */
export class PersonCaller extends Caller {
  readonly person: TestPerson;

  constructor(baseUrl: string, cookie: string, person: TestPerson) {
    super(baseUrl, cookie);
    this.person = person;
  }

  get userId(): string {
    return this.person.userId;
  }
}

type Fixtures = {
  /** Where the app answers. */
  app: string;
  /** A new person with a session, without a browser. */
  caller(name: string, options?: { role?: TestPerson['role'] }): Promise<PersonCaller>;
  /** The same person on another device. */
  otherDevice(caller: PersonCaller): Promise<PersonCaller>;
  /** Somebody who is not signed in. */
  nobody: Caller;
  /** A further process of the app on the same database and store, or at another address of either; ends with the test. */
  server(options?: ServerOptions): Promise<Server>;
  /** Starts Postgres on a directory of this test's own, again after it was killed; nothing of it is left. */
  startStore(): Promise<PostgresServer>;
};

type WorkerFixtures = {
  /** A second process of the app on the same database, for all tests of a worker: nobody ends it. */
  second: Server;
};

export const test = base.extend<Fixtures, WorkerFixtures>({
  app: async ({ baseURL }, use) => use(baseURL ?? ''),

  caller: async ({ app }, use) => {
    await use(async (name, options) => callerOf(app, await makePerson(name, options)));
  },

  otherDevice: async ({ app }, use) => {
    await use(async ({ person }) => callerOf(app, await makeSession(person)));
  },

  startStore: async ({}, use) => {
    const home = mkdtempSync(join(tmpdir(), 'parlance-store-'));
    const started: PostgresServer[] = [];
    await use(async () => {
      const store = await startPostgres(home);
      started.push(store);
      return store;
    });
    await Promise.all(started.map((store) => store.stop()));
    rmSync(home, { recursive: true });
  },

  second: [
    async ({}, use) => {
      const server = await startServer({});
      await use(server);
      await server.stop();
    },
    { scope: 'worker', timeout: 90_000 },
  ],

  nobody: async ({ app }, use) => use(new Caller(app)),

  server: async ({}, use) => {
    const servers: Server[] = [];
    await use(async (options = {}) => {
      const server = await startServer(options);
      servers.push(server);
      return server;
    });
    await Promise.all(servers.map((server) => server.stop()));
  },
});

export { expect };

export async function callerOf(baseUrl: string, person: TestPerson): Promise<PersonCaller> {
  const { name, value } = await sessionCookie(person, baseUrl);
  return new PersonCaller(baseUrl, `${name}=${value}`, person);
}

/** The cookies an answer set, as a browser would send them back. */
export function cookiesOf({ headers }: Answer): string {
  return headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
/** Words that only our insides use. */
const insides =
  /\bat .+:\d+:\d+|node_modules|postgres|drizzle|select .+ from|violates|constraint|argon2|zod/i;

type Details = { reason?: string; fields?: Record<string, string> };

/** The whole shape of a refusal: status and code by the one table, an id for the log, nothing of our insides. */
export function expectRefusal(answer: Answer, code: ErrorCode, { reason, fields }: Details = {}): void {
  expect({ status: answer.status, code: answer.body?.error?.code }, answer.text).toEqual({
    status: statusOf[code],
    code,
  });
  expect(Object.keys(answer.body)).toEqual(['error']);
  const { code: _, message, requestId, ...rest } = answer.body.error;
  expect(message).toEqual(expect.any(String));
  expect(message.length).toBeGreaterThan(0);
  expect(requestId).toMatch(uuid);
  expect(answer.headers.get('x-request-id')).toBe(requestId);
  expect(answer.headers.get('cache-control')).toBe('no-store, private');
  const known = ['fields', 'params', 'current'];
  expect(Object.keys(rest).filter((key) => !known.includes(key))).toEqual([]);
  expect(answer.text).not.toMatch(insides);
  if (reason !== undefined) expect(rest.params?.reason).toBe(reason);
  if (fields !== undefined) {
    const given: [string, { reason: string }][] = Object.entries(rest.fields ?? {});
    expect(Object.fromEntries(given.map(([name, field]) => [name, field.reason]))).toEqual(fields);
  }
}
