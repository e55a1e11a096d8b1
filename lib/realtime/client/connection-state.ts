export type ConnectionStatus =
  | 'connecting'
  | 'live'
  | 'catching-up'
  | 'offline'
  /** No stream gets through: the entries are asked for every few seconds instead. */
  | 'polling'
  | 'session-over'
  /** The server speaks a newer protocol: reload for the new version. */
  | 'outdated';

/**
 * Times in milliseconds since 1970. `since`: when it went live, or when it ceased to be (the tries between do not
 * count). `retryAt`: the next try, null while one is under way or none is planned.
 */
export type ConnectionState = { status: ConnectionStatus; since: number; retryAt: number | null };

export const notConnected: ConnectionState = { status: 'connecting', since: 0, retryAt: null };

/** `live` and `session-over`, `outdated` begin anew; the ways of not being live follow one another. */
export function nextConnection(
  before: ConnectionState,
  status: ConnectionStatus,
  retryAt: number | null,
  now: number,
): ConnectionState {
  const isSame = before.status === status || (isTrying(before.status) && isTrying(status));
  return { status, retryAt, since: isSame && before.since > 0 ? before.since : now };
}

function isTrying(status: ConnectionStatus): boolean {
  return status !== 'live' && status !== 'session-over' && status !== 'outdated';
}
