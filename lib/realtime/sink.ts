import 'server-only';

/** What goes over the wire; encoded once and shared by all that send it. */
export type Bytes = Uint8Array<ArrayBuffer>;

/** Where a stream's bytes go: a ReadableStream, a socket, or memory. */
export type Sink = {
  /** Takes the bytes in any case. False: hand over nothing more until `onDrain`. */
  write(bytes: Bytes): boolean;
  /** Called whenever the reader has taken everything. */
  onDrain(listener: () => void): void;
  /** Called once when the reader is gone; never after `end`. */
  onClose(listener: () => void): void;
  /** Lets the reader take what was written, then the end. */
  end(): void;
};

/** Bytes that may lie between us and the reader before `write` answers false. */
export const HIGH_WATER = 64 * 1_024;

type Open = (sink: Sink) => void;

/** Where a host that has the socket itself finds what would write the body; two bundles of this file share the key. */
const opening = Symbol.for('parlance.opening');

/**
 * An answer that goes on: `open` gets the sink that its bytes go to. Any host can read the body; one that has the
 * socket asks `openingOf` and writes there, without a web stream between.
 */
export function streamAnswer(
  request: { signal: AbortSignal },
  { headers, open }: { headers: Record<string, string>; open: Open },
): Response {
  return Object.assign(new Response(streamBody(request, open), { headers }), { [opening]: open });
}

/** How this answer is opened on a sink, if it is one that goes on. */
export function openingOf(answer: Response & { [opening]?: Open }): Open | undefined {
  return answer[opening];
}

/**
 * The body of a streaming answer. `open` is called when somebody first reads: an answer that nobody reads (the
 * request was over its deadline, the client is gone) holds nothing.
 */
export function streamBody(request: { signal: AbortSignal }, open: Open): ReadableStream<Bytes> {
  let sink: ReadableSink | undefined;
  return new ReadableStream<Bytes>(
    {
      pull(controller) {
        if (sink) return sink.drained();
        sink = new ReadableSink(controller, request.signal);
        open(sink);
      },
      cancel() {
        sink?.lost();
      },
    },
    // With no room of its own the stream pulls exactly when the reader waits and nothing is left.
    new ByteLengthQueuingStrategy({ highWaterMark: 0 }),
  );
}

class ReadableSink implements Sink {
  #controller: ReadableStreamDefaultController<Bytes>;
  #signal: AbortSignal;
  #over = false;
  #onDrain = () => {};
  #onClose = () => {};
  #abort = () => this.lost();

  constructor(controller: ReadableStreamDefaultController<Bytes>, signal: AbortSignal) {
    this.#controller = controller;
    this.#signal = signal;
    signal.addEventListener('abort', this.#abort, { once: true });
  }

  write(bytes: Bytes): boolean {
    if (this.#over) return true;
    try {
      this.#controller.enqueue(bytes);
    } catch {
      // The controller throws when its reader is gone; that is what onClose tells.
      this.lost();
      return true;
    }
    return (this.#controller.desiredSize ?? 0) > -HIGH_WATER;
  }

  onDrain(listener: () => void): void {
    this.#onDrain = listener;
  }

  onClose(listener: () => void): void {
    this.#onClose = listener;
    if (this.#signal.aborted) this.lost();
  }

  end(): void {
    if (!this.#finish()) return;
    this.#controller.close();
  }

  drained(): void {
    if (!this.#over) this.#onDrain();
  }

  /** The reader went away: cancelled, aborted, or a write found nobody. */
  lost(): void {
    if (!this.#finish()) return;
    try {
      this.#controller.close();
    } catch {
      // Already cancelled: there is nothing left to close.
    }
    this.#onClose();
  }

  #finish(): boolean {
    if (this.#over) return false;
    this.#over = true;
    this.#signal.removeEventListener('abort', this.#abort);
    return true;
  }
}
