/** A connection over which nothing has moved for so long is dead. */
const SILENT_MS = 45_000;

export type PutTarget = { url: string; headers: Record<string, string> };
/** `null`: nobody answered, or nobody whose answer this page may read. */
export type PutStatus = number | null;
type Watching = { signal: AbortSignal; onProgress: (share: number) => void };

/**
 * Sends bytes to a signed address and tells how much has gone, from 0 to 1: only XMLHttpRequest can. Answers the
 * store's status; throws the signal's reason when it aborts.
 */
export function putBytes({ url, headers }: PutTarget, body: Blob, watching: Watching): Promise<PutStatus> {
  const { signal, onProgress } = watching;
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const silence = watchSilence(() => request.abort());
    const stop = () => request.abort();
    const over = () => {
      silence.end();
      signal.removeEventListener('abort', stop);
    };
    request.upload.onprogress = ({ loaded, total }) => {
      silence.heard();
      onProgress(total === 0 ? 0 : loaded / total);
    };
    request.onloadend = () => {
      over();
      if (signal.aborted) reject(signal.reason);
      else resolve(request.status === 0 ? null : request.status);
    };
    signal.throwIfAborted();
    signal.addEventListener('abort', stop);
    request.open('PUT', url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.send(body);
  });
}

function watchSilence(onSilent: () => void): { heard: () => void; end: () => void } {
  let timer = setTimeout(onSilent, SILENT_MS);
  return {
    heard() {
      clearTimeout(timer);
      timer = setTimeout(onSilent, SILENT_MS);
    },
    end: () => clearTimeout(timer),
  };
}
