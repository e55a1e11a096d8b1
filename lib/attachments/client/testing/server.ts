import type { Attachment, Upload } from '@/lib/attachments/contract';
import { ApiError, type ApiErrorCode } from '@/lib/http/api';
import type { PutStatus } from '../put-bytes';
import type { UploadApi } from '../upload-file';

export function refusal(code: ApiErrorCode, status: number, reason = 'because'): ApiError {
  return new ApiError(code, code, { status, params: { reason } });
}

/** The server and the store behind it, as uploads meet them: what they say next can be told. */
export class ScriptedServer implements UploadApi {
  /** What was asked, in order. */
  readonly log: string[] = [];
  /** By the kind of question; answered with success once used up. */
  readonly next: { begin: ApiError[]; put: PutStatus[]; confirm: ApiError[] } = {
    begin: [],
    put: [],
    confirm: [],
  };
  /** Puts wait for it, if there is one. */
  gate: Promise<void> | null = null;
  underWay = 0;
  mostUnderWay = 0;
  private begun = 0;
  private readonly uploads = new Map<string, { name: string; size: number }>();

  async begin({ name, file, thumbnail }: Parameters<UploadApi['begin']>[0]): Promise<Upload> {
    this.log.push(`begin ${name}`);
    const refused = this.next.begin.shift();
    if (refused) throw refused;
    this.begun += 1;
    const id = `${name}#${this.begun}`;
    this.uploads.set(id, { name, size: file.size });
    const target = (what: string) => ({ url: `https://store.test/${id}/${what}`, headers: {} });
    const expiresAt = new Date(Date.now() + 300_000).toISOString();
    return { id, ...target('file'), expiresAt, ...(thumbnail && { thumbnail: target('thumbnail') }) };
  }

  async put(...[{ url }, , { signal, onProgress }]: Parameters<UploadApi['put']>): Promise<PutStatus> {
    this.log.push(`put ${url.replace('https://store.test/', '')}`);
    this.underWay += 1;
    this.mostUnderWay = Math.max(this.mostUnderWay, this.underWay);
    onProgress(0.5);
    await Promise.race([this.gate ?? Promise.resolve(), untilAborted(signal)]);
    this.underWay -= 1;
    signal.throwIfAborted();
    const [status = 200] = this.next.put.splice(0, 1);
    return status;
  }

  async confirm(id: string): Promise<Attachment> {
    this.log.push(`confirm ${id}`);
    const refused = this.next.confirm.shift();
    if (refused) throw refused;
    const { name = '', size = 0 } = this.uploads.get(id) ?? {};
    const picture = { width: null, height: null, placeholder: null, thumbnail: null };
    return { id, name, type: 'text/plain', kind: 'document', size, ...picture };
  }
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
