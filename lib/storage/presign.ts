import 'server-only';
import type { S3Client } from '@aws-sdk/client-s3';
import { S3RequestPresigner } from '@aws-sdk/s3-request-presigner';
import type { Place } from './client';
import type { PresignGet, PresignPut, Storage, Upload } from './contract';
import { requireKey } from './keys';
import { publicEndpoint } from './public-endpoint';

const PUT_SECONDS = 5 * 60;

type Unsigned = {
  method: 'GET' | 'PUT';
  key: string;
  publicHost?: string | undefined;
  headers: Record<string, string>;
  query: Record<string, string>;
};

/**
 * Signs addresses for browsers. Only cryptography, no request: it works while the store is away. The presigner is
 * asked directly, because a command's way to it takes eight times as long, and a page may need hundreds.
 */
export function makePresigner(client: S3Client, place: Place): Pick<Storage, 'presignPut' | 'presignGet'> {
  const presigner = new S3RequestPresigner({ ...client.config, region: place.region });

  const presign = async (unsigned: Unsigned, seconds: number, signedAt = new Date()): Promise<string> => {
    const { method, headers, query, key, publicHost } = unsigned;
    const url = new URL(urlOf(place, key, publicHost));
    const { protocol, hostname, pathname: path } = url;
    const port = url.port === '' ? {} : { port: Number(url.port) };
    const signed = await presigner.presign(
      { method, protocol, hostname, ...port, path, headers, query },
      // The type of a body counts as unsignable unless it is asked for.
      { expiresIn: seconds, signingDate: signedAt, signableHeaders: new Set(['content-type']) },
    );
    return `${url}?${format(signed.query ?? {})}`;
  };

  return {
    async presignPut({ key, type, size, publicHost }: PresignPut): Promise<Upload> {
      const headers = { 'content-type': type, 'if-none-match': '*' };
      // A browser sets the length by itself and lets nobody else do it.
      const signed = { ...headers, 'content-length': String(size) };
      const url = await presign({ method: 'PUT', key, publicHost, headers: signed, query: {} }, PUT_SECONDS);
      return { url, headers };
    },

    async presignGet(download: PresignGet): Promise<string> {
      const { key, disposition, type, seconds, signedAt, maxAge, publicHost } = download;
      const cached = maxAge === undefined ? 'private, no-store' : `private, max-age=${maxAge}, immutable`;
      const query = {
        'response-cache-control': cached,
        'response-content-disposition': disposition,
        'response-content-type': type,
      };
      const { cdnEndpoint } = place;
      if (!cdnEndpoint)
        return presign({ method: 'GET', key, publicHost, headers: {}, query }, seconds, signedAt);
      // Signed for the name under which the store is asked in the end.
      const url = new URL(await presign({ method: 'GET', key, headers: {}, query }, seconds, signedAt));
      return `${cdnEndpoint}${url.pathname}${url.search}`;
    },
  };
}

function urlOf(place: Place, key: string, publicHost: string | undefined): string {
  const origin = publicEndpoint(place, publicHost);
  if (place.pathStyle) return `${origin}/${place.bucket}/${requireKey(key)}`;
  return `${origin.replace('//', `//${place.bucket}.`)}/${requireKey(key)}`;
}

/** The escaping of the signature: stricter than a form's, and than `encodeURIComponent` alone. */
function format(query: Record<string, string | string[] | null>): string {
  return Object.entries(query)
    .map(([name, value]) => `${escapeUri(name)}=${escapeUri(String(value))}`)
    .join('&');
}

function escapeUri(text: string): string {
  const percent = (character: string) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
  return encodeURIComponent(text).replace(/[!'()*]/g, percent);
}
