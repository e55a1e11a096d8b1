/** A function of the API, with Next's signature. */
type Handler = (request: Request, context: { params: Promise<Params> }) => Response | Promise<Response>;
type Params = Record<string, string | string[]>;

const methods = ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'DELETE', 'PATCH'] as const;
type Method = (typeof methods)[number];

/** What a route file exports: handlers by method, and what only Next reads. */
export type RouteFile = Partial<Record<Method, Handler>> & { maxDuration?: number };

/** The handler for a request and what its address says. */
export type Found = { handler: Handler; params: Params };

type FoundFile = { file: RouteFile; params: Params };

/** One level of addresses: `[name]` is `parameter`, `[...name]` is `rest`. */
type Level = {
  known: Map<string, Level>;
  parameter?: { name: string; level: Level };
  rest?: { name: string; file: RouteFile };
  file?: RouteFile;
};

/**
 * Finds the function for a method and a path as Next would, by route files and their addresses
 * (`/api/rooms/[roomId]`). Undefined for whatever is not plainly one of ours: Next decides on that.
 */
export function routeTable(files: Readonly<Record<string, RouteFile>>) {
  const top: Level = { known: new Map() };
  for (const [address, file] of Object.entries(files)) put(top, address.split('/').slice(1), file);
  return (method: string, path: string): Found | undefined => {
    const found = find(top, path.split('/'));
    const handler = found && handlerOf(found.file, method);
    return handler && { handler, params: found.params };
  };
}

function put(level: Level, [segment, ...others]: string[], file: RouteFile): void {
  if (segment === undefined) {
    level.file = file;
    return;
  }
  const [, dots, name] = /^\[(\.\.\.)?(\w+)\]$/.exec(segment) ?? [];
  if (name !== undefined && dots) level.rest = { name, file };
  else if (name !== undefined) {
    level.parameter ??= { name, level: { known: new Map() } };
    put(level.parameter.level, others, file);
  } else {
    const next = level.known.get(segment) ?? { known: new Map() };
    level.known.set(segment, next);
    put(next, others, file);
  }
}

/** Of the segments from `at` on. The most literal way first, as Next ranks them. */
function find(level: Level, segments: readonly string[], at = 1): FoundFile | undefined {
  const segment = segments[at];
  if (segment === undefined) return level.file && { file: level.file, params: {} };
  const { known, parameter, rest } = level;
  const next = known.get(segment);
  const literal = next && find(next, segments, at + 1);
  if (literal) return literal;
  const named = parameter && find(parameter.level, segments, at + 1);
  const value = named && decoded(segment);
  if (named && value) return { ...named, params: { [parameter.name]: value, ...named.params } };
  const values = rest ? segments.slice(at).map(decoded) : [];
  const isWhole = values.every((one) => one !== undefined && one !== '');
  return rest && isWhole ? { file: rest.file, params: { [rest.name]: values as string[] } } : undefined;
}

/** Undefined for what no address may hold. */
function decoded(segment: string): string | undefined {
  if (!segment.includes('%')) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    // Half an escape: whatever that is, it is none of our ids.
    return undefined;
  }
}

/** HEAD is GET without its body (the host drops it); OPTIONS tells what there is, and so does 405. */
function handlerOf(file: RouteFile, method: string): Handler | undefined {
  const known = methods.find((one) => one === method);
  if (!known) return undefined;
  const own = file[known] ?? (known === 'HEAD' ? file.GET : undefined);
  if (own) return own;
  const allowed = methods.filter((one) => file[one] || one === 'OPTIONS' || (one === 'HEAD' && file.GET));
  const status = known === 'OPTIONS' ? 204 : 405;
  return () => new Response(null, { status, headers: { Allow: [...allowed].sort().join(', ') } });
}
