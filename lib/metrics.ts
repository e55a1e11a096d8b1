import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { single } from '@/lib/registry';

/** From a statement on an idle database to the end of our patience, in seconds. */
const buckets = [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5];
const batches = [1, 2, 4, 8, 16, 32, 64, 128, 256];

/** What this process counts. Labels are words of ours, never ids, names or paths: their number must not grow. */
function metrics() {
  return single('metrics', () => {
    const register = new Registry();
    // Processor, memory, garbage collection, lag of the event loop.
    collectDefaultMetrics({ register });
    const registers = [register];
    const seconds = (name: string, help: string, labelNames: string[] = []) =>
      new Histogram({ name, help, labelNames, buckets, registers });
    const count = (name: string, help: string, labelNames: string[]) =>
      new Counter({ name, help, labelNames, registers });
    return {
      register,
      gauges: new Map<string, Gauge>(),
      requests: seconds('parlance_request_seconds', 'Requests to the API answered.', ['method', 'status']),
      refusals: count('parlance_refusals_total', 'Requests refused.', ['code', 'reason']),
      frames: count('parlance_frames_total', 'Events encoded, each once for all who hear it.', ['event']),
      delivery: seconds('parlance_delivery_seconds', 'From a message stored to it written to the streams.'),
      reads: seconds('parlance_stream_read_seconds', 'Reads for the streams; moved is the poll.', ['read']),
      sends: seconds('parlance_send_seconds', 'Statements that store messages.'),
      batch: new Histogram({
        name: 'parlance_send_batch_messages',
        help: 'Messages stored by one statement.',
        buckets: batches,
        registers,
      }),
    };
  });
}

export function observeRequest(method: string, status: number, seconds: number): void {
  metrics().requests.observe({ method, status }, seconds);
}

/** `code` and `reason` as the answer says them. */
export function countRefusal(code: string, reason = ''): void {
  metrics().refusals.inc({ code, reason });
}

export function countFrame(event: string): void {
  metrics().frames.inc({ event });
}

/** `createdAt`: by the clock of the database, which may be a little ahead of ours. */
export function observeDelivery(createdAt: string): void {
  metrics().delivery.observe(Math.max(0, Date.now() - Date.parse(createdAt)) / 1_000);
}

/** One statement that stored `messages` messages. */
export function observeSend(messages: number, seconds: number): void {
  metrics().sends.observe(seconds);
  metrics().batch.observe(messages);
}

/** Runs a read for the streams and keeps how long it took, also when it fails. */
export async function observeRead<T>(read: string, work: () => Promise<T>): Promise<T> {
  const begun = performance.now();
  try {
    return await work();
  } finally {
    metrics().reads.observe({ read }, (performance.now() - begun) / 1_000);
  }
}

/** Something that is looked up when somebody asks: connections, streams. */
export function setGauge(name: string, help: string, value: number): void {
  const { gauges, register } = metrics();
  const gauge = gauges.get(name) ?? new Gauge({ name, help, registers: [register] });
  gauges.set(name, gauge);
  gauge.set(value);
}

/** All of it as Prometheus reads it. */
export async function renderMetrics(): Promise<{ text: string; contentType: string }> {
  const { register } = metrics();
  return { text: await register.metrics(), contentType: register.contentType };
}
