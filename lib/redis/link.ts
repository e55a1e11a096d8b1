import 'server-only';
import { createHash, randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { env } from '@/lib/env';
import { log } from '@/lib/log';
import { single } from '@/lib/registry';

/** How often this process says something to itself by way of Redis. */
const BEAT_MS = 500;
/** Three beats lost. What is lost meanwhile is found by the poll, which then is quick again: within two seconds. */
const SILENCE_MS = 1_500;
/** A connection that is said to be there and carries nothing: a machine that vanished, a proxy that forgot. */
const DEAD_MS = 5_000;

const options = {
  // Nothing waits for Redis: it carries hints and counts, and there is another way for both.
  enableOfflineQueue: false,
  maxRetriesPerRequest: 0,
  commandTimeout: 300,
  connectTimeout: 2_000,
  // One that is given up does not wait for the other side to agree.
  disconnectTimeout: 100,
  // Processes that lost it together do not come back in one instant.
  retryStrategy: () => 200 + Math.random() * 300,
  autoResubscribe: false,
};

/**
 * What one process has of Redis: a connection that speaks, one that listens, and whether what is said on the one is
 * heard on the other. Nothing that must not be lost goes through it.
 */
export class RedisLink {
  /** Commands fail at once while Redis is away. */
  readonly speaker: Redis;
  /** Before every name: several deployments may share a Redis. */
  readonly namespace: string;
  #listener: Redis;
  #channel: string;
  #self: string = randomUUID();
  #heardAt = Number.NEGATIVE_INFINITY;
  #openedAt = performance.now();
  #wasHealthy = false;
  #beating: NodeJS.Timeout;
  #onMessage: (text: string) => void = () => undefined;

  constructor(url: string, namespace: string) {
    this.namespace = namespace;
    this.#channel = `${namespace}:hints`;
    this.speaker = new Redis(url, options);
    this.#listener = new Redis(url, options);
    for (const connection of [this.speaker, this.#listener]) {
      // Told once, by the beat; without a listener each attempt would be printed.
      connection.on('error', () => undefined);
    }
    this.#listener.on('ready', () => {
      this.#listener.subscribe(this.#channel).then(
        () => this.say(''),
        () => this.#listener.disconnect(true),
      );
    });
    this.#listener.on('message', (_channel: string, message: string) => this.#heard(message));
    this.#beating = setInterval(() => this.#beat(), BEAT_MS);
    this.#beating.unref();
  }

  /** True while what this process says through Redis comes back to it. */
  get isHealthy(): boolean {
    return (
      this.speaker.status === 'ready' &&
      this.#listener.status === 'ready' &&
      performance.now() - this.#heardAt < SILENCE_MS
    );
  }

  /** Says `text` to all other processes, or to nobody: it may be lost, and whoever sends it does not hear of that. */
  say(text: string): void {
    this.speaker.publish(this.#channel, `${this.#self} ${text}`).catch(() => undefined);
  }

  /** `onMessage` hears what the other processes say from now on; what they say is not checked. */
  listen(onMessage: (text: string) => void): void {
    this.#onMessage = onMessage;
  }

  close(): void {
    clearInterval(this.#beating);
    this.speaker.disconnect();
    this.#listener.disconnect();
  }

  #heard(message: string): void {
    const [from, ...rest] = message.split(' ');
    if (from === this.#self) this.#heardAt = performance.now();
    else if (rest[0] !== '') this.#onMessage(rest.join(' '));
  }

  /** The beat is a message without text. */
  #beat(): void {
    if (this.isHealthy !== this.#wasHealthy) {
      this.#wasHealthy = this.isHealthy;
      if (this.isHealthy) log().info('Redis carries the hints.');
      else log().warn('Redis is away; the database is polled for what other processes do.');
    }
    const now = performance.now();
    if (now - Math.max(this.#heardAt, this.#openedAt) > DEAD_MS) {
      this.#openedAt = now;
      for (const connection of [this.speaker, this.#listener]) {
        if (connection.status === 'ready') connection.disconnect(true);
      }
    }
    this.say('');
  }
}

function holder(): { link: RedisLink | undefined } {
  return single('redis', () => ({ link: undefined }));
}

/** This process's link, opened by the first who asks; undefined without REDIS_URL. */
export function redisLink(): RedisLink | undefined {
  const { REDIS_URL, AUTH_SECRET } = env();
  if (REDIS_URL === undefined) return undefined;
  const held = holder();
  held.link ??= new RedisLink(REDIS_URL, namespaceOf(AUTH_SECRET));
  return held.link;
}

/** The secret is what the processes of one deployment share, and nothing else does. */
function namespaceOf(secret: string): string {
  return `parlance:${createHash('sha256').update(`redis ${secret}`).digest('base64url').slice(0, 12)}`;
}

/** For the end of a program, which an open link would hold up. */
export function closeRedis(): void {
  holder().link?.close();
}
