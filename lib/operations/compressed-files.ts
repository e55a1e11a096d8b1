import { createReadStream, readdirSync, statSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join, sep } from 'node:path';
import { log } from '@/lib/log';

const types = { js: 'application/javascript; charset=UTF-8', css: 'text/css; charset=UTF-8' };

/**
 * Answers for scripts and style sheets that the build has compressed into `directory`, to clients that take Brotli;
 * false for everything else. Their names hold a hash of what is in them, so they never change.
 */
export function compressedFiles(
  directory: string,
  prefix: string,
): (request: IncomingMessage, response: ServerResponse) => boolean {
  const files = findFiles(directory, prefix);
  return (request, response) => {
    const file = files.get((request.url ?? '').split('?', 1)[0] ?? '');
    if (!file || (request.method !== 'GET' && request.method !== 'HEAD')) return false;
    if (!/\bbr\b/.test(String(request.headers['accept-encoding'] ?? ''))) return false;
    response.writeHead(200, {
      'content-type': file.type,
      'content-encoding': 'br',
      'content-length': file.bytes,
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'Accept-Encoding',
    });
    if (request.method === 'HEAD') response.end();
    else send(file.path, response);
    return true;
  };
}

type CompressedFile = { path: string; type: string; bytes: number };

/** By address. Read once: what a request names is looked up here, never on the disk. */
function findFiles(directory: string, prefix: string): Map<string, CompressedFile> {
  const files = new Map<string, CompressedFile>();
  for (const name of readdirSync(directory, { recursive: true, encoding: 'utf8' })) {
    const extension = /\.(js|css)\.br$/.exec(name)?.[1];
    if (extension !== 'js' && extension !== 'css') continue;
    const path = join(directory, name);
    const address = `${prefix}/${name.split(sep).join('/').slice(0, -'.br'.length)}`;
    files.set(address, { path, type: types[extension], bytes: statSync(path).size });
  }
  return files;
}

function send(path: string, response: ServerResponse): void {
  const content = createReadStream(path);
  content.on('error', (error) => {
    log().error({ err: error, path }, 'A file of the build cannot be read.');
    response.destroy();
  });
  response.on('close', () => content.destroy());
  content.pipe(response);
}
