/** What a request can be refused with, and the HTTP status of each. */
export const statusOf = {
  not_signed_in: 401,
  not_allowed: 403,
  not_found: 404,
  conflict: 409,
  expired: 410,
  too_large: 413,
  unsupported_type: 415,
  invalid: 422,
  slow_down: 429,
  internal: 500,
  try_again: 503,
} as const;

export type ErrorCode = keyof typeof statusOf;

/** What is wrong with one field: a reason the catalogue has a sentence for, and that sentence's numbers. */
export type FieldError = { reason: string; limit?: number };

export type ErrorDetails = {
  /** Which of several refusals with this code it is; part of the wire's `params`, and the catalogue's key. */
  reason?: string;
  fields?: Record<string, FieldError>;
  params?: Record<string, string | number>;
  /** The stored state that a conflicting write should look at. Only what this viewer may read. */
  current?: unknown;
  /** Seconds until trying again makes sense. */
  retryAfter?: number;
  cause?: unknown;
};

/** A refusal that the person can understand. Thrown where it is known, turned into an answer by `route()` only. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  /** @param message one English sentence for developers; people read the catalogue's. */
  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, { cause: details.cause });
    this.name = 'AppError';
    this.code = code;
    this.details = details;
  }
}

/** Known by shape, not by `instanceof`: two bundles of this file may live in one process. */
export function isAppError(error: unknown): error is AppError {
  return error instanceof Error && error.name === 'AppError' && 'code' in error && 'details' in error;
}

/** Absent and not-yours are the same answer, word for word. */
export function notFound(): AppError {
  return new AppError('not_found', 'There is nothing here, or it is not yours to see.');
}
