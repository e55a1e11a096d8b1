import 'server-only';

/** The Host header: the name and port that the browser reached us by. Whoever asks writes it; never believe it more. */
export function hostOf(request: { headers: { get(name: string): string | null } }): string | undefined {
  return request.headers.get('host') ?? undefined;
}

/** The page that asks, by its own account: the host it reached us by and, of a write, its origin. */
export function pageOf(request: Request): { publicHost: string | undefined; origin: string | undefined } {
  const origin = request.headers.get('origin') ?? '';
  return {
    publicHost: hostOf(request),
    origin: URL.canParse(origin) ? new URL(origin).origin : undefined,
  };
}
