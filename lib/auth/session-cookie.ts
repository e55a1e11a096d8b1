import 'server-only';
import { issueSessionToken, type SessionClaims, sessionCookie } from '@/lib/auth/session-token';

/** `response`, which also signs this device in with a session that has just begun. */
export async function signingIn(response: Response, claims: SessionClaims): Promise<Response> {
  response.headers.append('Set-Cookie', sessionCookie(await issueSessionToken(claims)));
  return response;
}

/** `response`, which also takes this device's session cookie away. */
export function signingOut(response: Response): Response {
  response.headers.append('Set-Cookie', sessionCookie(''));
  return response;
}

/** What the device calls itself, for the list of devices. */
export function userAgentOf(request: Request): string {
  return request.headers.get('user-agent') ?? '';
}
