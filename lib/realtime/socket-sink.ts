import 'server-only';
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { type Bytes, HIGH_WATER, type Sink } from '@/lib/realtime/sink';
import { single } from '@/lib/registry';

/** A reader that takes nothing for so long after the end is not waited for. */
const LINGER_MS = 10_000;

/**
 * A stream on the socket itself. Its answer must be one whose end is the end of the connection: then what is written is
 * what goes over the wire, and thousands of streams share the bytes. What is written to a socket within one turn of the
 * process leaves in one piece.
 */
export class SocketSink implements Sink {
  #response: ServerResponse;
  #socket: Socket;
  #over = false;
  #onDrain = () => {};
  #onClose = () => {};

  /** The head of `response` has been handed to `socket`. */
  constructor(response: ServerResponse, socket: Socket) {
    this.#response = response;
    this.#socket = socket;
    socket.on('drain', () => this.#onDrain());
    // Also when a write fails: the server hears the error first, and destroys the socket.
    response.on('close', () => this.#lost());
  }

  write(bytes: Bytes): boolean {
    // Half closed by the reader, it closes in a moment.
    if (this.#over || !this.#socket.writable) return true;
    corkForThisTurn(this.#socket);
    this.#socket.write(bytes);
    return this.#socket.writableLength < HIGH_WATER;
  }

  onDrain(listener: () => void): void {
    this.#onDrain = listener;
  }

  onClose(listener: () => void): void {
    this.#onClose = listener;
    if (this.#socket.destroyed) this.#lost();
  }

  end(): void {
    if (this.#over) return;
    this.#over = true;
    this.#onDrain = () => {};
    this.#socket.setTimeout(LINGER_MS, () => this.#socket.destroy());
    this.#response.end();
  }

  #lost(): void {
    if (this.#over) return;
    this.#over = true;
    this.#onClose();
  }
}

/** Sockets that were written to in this turn of the process. */
function corked(): Set<Socket> {
  return single('corked sockets', () => new Set<Socket>());
}

function corkForThisTurn(socket: Socket): void {
  if (socket.writableCorked > 0) return;
  const sockets = corked();
  if (sockets.size === 0) process.nextTick(uncorkAll);
  sockets.add(socket);
  socket.cork();
}

function uncorkAll(): void {
  const sockets = [...corked()];
  corked().clear();
  for (const socket of sockets) socket.uncork();
}
