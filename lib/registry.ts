const key = Symbol.for('parlance.registry');

/**
 * The one instance of `name` in this process. Our code is bundled more than once (Next's server, `server.ts`),
 * so module state would exist once per bundle; everything with identity (pool, hub, limits, caches) lives here.
 */
export function single<T>(name: string, make: () => T): T {
  const holder = globalThis as { [key]?: Map<string, unknown> };
  holder[key] ??= new Map();
  const registry = holder[key];
  if (!registry.has(name)) registry.set(name, make());
  // The name decides the type: each is made at exactly one place.
  return registry.get(name) as T;
}
