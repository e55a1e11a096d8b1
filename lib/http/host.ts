import 'server-only';

/** The Host header: the name and port that the browser reached us by. Whoever asks writes it; never believe it more. */
export function hostOf(request: { headers: { get(name: string): string | null } }): string | undefined {
  return request.headers.get('host') ?? undefined;
}
