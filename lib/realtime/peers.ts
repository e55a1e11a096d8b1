import 'server-only';
import { z } from 'zod';
import type { RedisLink } from '@/lib/redis/link';

/** A feed and a rev it has reached. */
type Hint = { feed: string; to: number };

const hints = z.array(z.tuple([z.string(), z.int().min(1)]));

/**
 * What the other processes are told, and tell, through Redis: that a feed has reached a rev, never what is in it. A
 * hint that is lost is found by the poll; one that is wrong costs a read that finds nothing.
 */
export class Peers {
  #link: RedisLink;
  #due = new Map<string, number>();

  constructor(link: RedisLink, onHint: (hint: Hint) => void) {
    this.#link = link;
    link.listen((text) => {
      for (const hint of parse(text)) onHint(hint);
    });
  }

  /** True while hints arrive: the poll is a safety net then. */
  get isHeard(): boolean {
    return this.#link.isHealthy;
  }

  /** All that is told in one turn of the event loop goes in one message, each feed once. */
  tell({ feed, to }: Hint): void {
    if (this.#due.size === 0) setImmediate(() => this.#say());
    this.#due.set(feed, Math.max(to, this.#due.get(feed) ?? 0));
  }

  #say(): void {
    const text = JSON.stringify([...this.#due]);
    this.#due.clear();
    this.#link.say(text);
  }
}

/** Nothing, for what another release or a stranger may have said. */
function parse(text: string): Hint[] {
  const parsed = hints.safeParse(jsonOf(text));
  return parsed.success ? parsed.data.map(([feed, to]) => ({ feed, to })) : [];
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not ours; the schema refuses it.
    return undefined;
  }
}
