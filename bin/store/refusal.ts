import type { OutgoingHttpHeaders } from 'node:http';

/** What this store answers instead of doing what was asked: a status, S3's code for it, and a sentence. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: OutgoingHttpHeaders;

  /** @param message is shown to whoever asks; it never repeats what they sent. */
  constructor(status: number, code: string, message: string, headers: OutgoingHttpHeaders = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }

  /** As S3 writes it. Codes and sentences are ours and hold nothing that would have to be escaped. */
  get xml(): string {
    return `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${this.code}</Code><Message>${this.message}</Message></Error>\n`;
  }
}

/** The one answer for whoever may not, whatever it is that they may not. */
export function denied(message: string): Refusal {
  return new Refusal(403, 'AccessDenied', message);
}

export function wrong(message: string): Refusal {
  return new Refusal(400, 'InvalidArgument', message);
}
