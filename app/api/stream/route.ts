import { route } from '@/lib/http/route';
import { refuseCrossSite } from '@/lib/http/same-origin';
import { streamQuery } from '@/lib/realtime/contract';
import { openStream } from '@/lib/realtime/open-stream';
import { processHub } from '@/lib/realtime/process-hub';
import { streamAnswer } from '@/lib/realtime/sink';

/** In seconds, on Vercel; the hub says bye before it. */
export const maxDuration = 300;

const headers = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  // Without no-transform each stream would be compressed, at twice the cost; nginx would hold it back.
  'Cache-Control': 'private, no-cache, no-transform',
  'X-Accel-Buffering': 'no',
};

const opening = { admit: () => processHub().requireRoom(), query: streamQuery };

export const GET = route(opening, async ({ request, viewer, query }) => {
  refuseCrossSite(request);
  return streamAnswer(request, {
    headers,
    open: (sink) => void openStream(processHub(), viewer, query.cursors, sink),
  });
});
