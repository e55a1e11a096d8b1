import 'server-only';
import type { z } from 'zod';
import { countFrame } from '@/lib/metrics';
import type { streamEvents } from '@/lib/realtime/contract';
import type { Bytes } from '@/lib/realtime/sink';

type Events = typeof streamEvents;

/** One event as it goes over the wire. Encode once and hand the same bytes to every stream. */
export function encode<E extends keyof Events>(event: E, data: z.infer<Events[E]>): Bytes {
  countFrame(event);
  return toBytes(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
}

/** Some browsers and proxies hold back the first KiB of an answer; this comment fills it. */
export const PREAMBLE = toBytes(`:${' '.repeat(1_024)}\n\n`);

export const BEAT = encode('beat', {});

/** As Node's own kind of bytes: of any other a socket makes one for each write. */
function toBytes(text: string): Bytes {
  return Buffer.from(text);
}
