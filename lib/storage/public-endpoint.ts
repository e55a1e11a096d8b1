const here = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * The origin under which browsers reach the store. A store of this machine is known to us by a name that means nothing
 * elsewhere; people reach it by the name they reach us by (`host`, a Host header) and the store's port.
 */
export function publicEndpoint(
  place: { endpoint: string; publicEndpoint?: string | undefined },
  host?: string,
): string {
  if (place.publicEndpoint) return place.publicEndpoint;
  const url = new URL(place.endpoint);
  if (here.has(url.hostname)) url.hostname = hostnameOf(host) ?? url.hostname;
  return url.origin;
}

/** The name alone, or undefined when the header is none: it is written by whoever asks. */
function hostnameOf(host: string | undefined): string | undefined {
  if (!host || !/^[a-z0-9.:[\]-]{1,255}$/i.test(host) || !URL.canParse(`http://${host}`)) return undefined;
  return new URL(`http://${host}`).hostname;
}
