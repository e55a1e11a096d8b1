/** What a bucket must let pages do: send uploads with the headers that are signed, and read answers. */
const rule = {
  AllowedMethods: ['GET', 'HEAD', 'PUT'],
  AllowedHeaders: ['content-type', 'if-none-match', 'range'],
  ExposeHeaders: ['content-length', 'content-range', 'etag'],
  MaxAgeSeconds: 86_400,
};

/** The CORS settings of a bucket for an app at `origin`, as S3's and R2's own pages take them. */
export function corsRules(origin: string): string {
  return JSON.stringify([{ AllowedOrigins: [origin], ...rule }], null, 2);
}

/** Asks the store what a browser would ask before an upload; answers what is wrong, or undefined. */
export async function findCorsFault(url: string, origin: string): Promise<string | undefined> {
  const answer = await fetch(url, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': 'PUT',
      'access-control-request-headers': 'content-type,if-none-match',
    },
  });
  await answer.body?.cancel();
  const allowed = (name: string) => answer.headers.get(`access-control-allow-${name}`)?.toLowerCase() ?? '';
  if (!answer.ok || !['*', origin].includes(allowed('origin'))) return `it does not know ${origin}`;
  if (!listed(allowed('methods'), 'put')) return 'it does not allow PUT';
  const missing = ['content-type', 'if-none-match'].filter((name) => !listed(allowed('headers'), name));
  return missing.length > 0 ? `it does not allow the header ${missing.join(' and ')}` : undefined;
}

function listed(list: string, name: string): boolean {
  return list.split(/\s*,\s*/).some((entry) => entry === name || entry === '*');
}
