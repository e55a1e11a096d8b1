import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

/**
 * The proxies whose X-Forwarded-For is believed. `entries` are addresses or networks (`10.0.0.0/8`); throws a
 * sentence that names the one that is neither.
 */
export function trustedProxies(entries: readonly string[]): BlockList {
  const list = new BlockList();
  for (const entry of entries) {
    const [address = '', bits] = entry.split('/');
    const family = isIP(address);
    const most = family === 4 ? 32 : 128;
    const prefix = bits === undefined ? most : /^\d{1,3}$/.test(bits) ? Number(bits) : -1;
    if (!family || prefix < 0 || prefix > most)
      throw new Error(`TRUSTED_PROXIES holds "${entry}", which is neither an address nor a network.`);
    list.addSubnet(address, prefix, family === 4 ? 'ipv4' : 'ipv6');
  }
  return list;
}

/** The client's address: the peer's, or behind trusted proxies the rightmost one that is not itself trusted. */
export function addressOf(peer: string, forwardedFor: string, trusted: BlockList): string {
  let client = plain(peer);
  // Looking an address up costs more than the rest of it.
  if (forwardedFor === '') return client;
  for (const hop of forwardedFor.split(',').reverse()) {
    if (!isTrusted(client, trusted)) break;
    const address = plain(hop.trim());
    // A trusted proxy that writes nonsense is the last thing we know for certain.
    if (!isIP(address)) break;
    client = address;
  }
  return client;
}

/** An IPv4 peer of a dual-stack socket shows as `::ffff:192.0.2.1`. */
function plain(address: string): string {
  return address.toLowerCase().replace(/^::ffff:(?=\d+\.)/, '');
}

function isTrusted(address: string, trusted: BlockList): boolean {
  const family = isIP(address);
  return family !== 0 && trusted.check(address, family === 4 ? 'ipv4' : 'ipv6');
}

/**
 * Headers that Next, next-auth or our own code would believe: what a proxy says of a client, where Next keeps notes
 * to itself, and where proxy.ts leaves the nonce.
 */
const forgeable =
  /^(forwarded|x-forwarded-.*|x-real-ip|x-middleware-.*|x-invoke-.*|x-nextjs-.*|x-matched-path|x-nonce|content-security-policy(-report-only)?|x-vercel-.*|next-resume.*)$/;

/**
 * Leaves of all forwarding headers one: X-Forwarded-For with the client's single address. In both forms that Node has:
 * who makes a web request of this one may read either.
 */
export function sealForwarding(request: IncomingMessage, trusted: BlockList): void {
  const given = request.headers['x-forwarded-for'];
  const client = addressOf(
    request.socket.remoteAddress ?? '',
    Array.isArray(given) ? given.join(',') : (given ?? ''),
    trusted,
  );
  for (const name of Object.keys(request.headers)) if (forgeable.test(name)) delete request.headers[name];
  request.headers['x-forwarded-for'] = client;
  request.rawHeaders = [...kept(request.rawHeaders), 'X-Forwarded-For', client];
}

/** Names and values in turn, without those that could be made up. */
function kept(raw: readonly string[]): string[] {
  return raw.filter((_, at) => !forgeable.test((raw[at - (at % 2)] ?? '').toLowerCase()));
}
