import { connect, type Socket } from 'node:net';

/** One connection that is kept, with one request under way; raw, so that the generator costs little beside the app. */
export class Connection {
  #port: number;
  #socket: Socket | undefined;
  #answer = '';
  #settle: ((status: number) => void) | undefined;

  constructor(port: number) {
    this.#port = port;
  }

  /** The status answered; 0 when the connection broke. */
  ask(request: string): Promise<number> {
    this.#socket ??= this.#open();
    this.#answer = '';
    this.#socket.write(request);
    return new Promise((resolve) => {
      this.#settle = resolve;
    });
  }

  close(): void {
    this.#socket?.destroy();
  }

  #open(): Socket {
    const socket = connect(this.#port, '127.0.0.1').setNoDelay();
    socket.setEncoding('latin1').on('data', (text: string) => this.#read(text));
    // Broken: the close that follows answers.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.#socket = undefined;
      this.#end(0);
    });
    return socket;
  }

  #read(text: string): void {
    this.#answer += text;
    const head = this.#answer.indexOf('\r\n\r\n');
    if (head < 0) return;
    const length = /\r\ncontent-length: *(\d+)/i.exec(this.#answer.slice(0, head + 2))?.[1];
    const isWhole =
      length === undefined
        ? this.#answer.endsWith('\r\n0\r\n\r\n')
        : this.#answer.length >= head + 4 + Number(length);
    if (isWhole) this.#end(Number(this.#answer.slice(9, 12)));
  }

  #end(status: number): void {
    const settle = this.#settle;
    this.#settle = undefined;
    settle?.(status);
  }
}
