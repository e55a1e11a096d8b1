import type { ApiError } from '@/lib/http/api';
import type { OutboxStore } from '@/lib/messages/outbox/outbox-store';
import { OUTBOX_SCHEMA, type OutboxEntry, type PendingMessage } from '@/lib/messages/outbox/pending';
import { judge } from '@/lib/messages/outbox/verdict';

type NewEntry = Pick<OutboxEntry, 'id' | 'roomId' | 'body' | 'fileIds' | 'createdAt'>;

type Surroundings = {
  openStore: () => Promise<OutboxStore>;
  /** Runs `work` while no other tab sends in this room. */
  alone: (roomId: string, work: () => Promise<void>) => Promise<void>;
  /** Brings the files of a message to where it can name them; null: they are there. */
  bringFiles: (entry: OutboxEntry) => Promise<ApiError | null>;
  /** Null: the server has it. */
  deliver: (entry: OutboxEntry) => Promise<ApiError | null>;
  /** These files go with no message any more, since theirs was sent (or taken away). */
  onFilesOver: (fileIds: readonly string[], how: 'sent' | 'discarded') => void;
  onChange: (pending: readonly PendingMessage[]) => void;
  onSignedOut: () => void;
  /** Other tabs show what this one writes. */
  tellOthers: () => void;
  backoffMs: (failures: number) => number;
};

type Row = NewEntry & { position: number | null; error: OutboxEntry['error'] };
type Trying = { failures: number; timer: ReturnType<typeof setTimeout>; retryAt: number };

/** Messages on their way: kept on the device, sent in order per room, one at a time across tabs. */
export class Outbox {
  private rows: Row[] = [];
  private readonly sending = new Set<string>();
  private readonly uploading = new Set<string>();
  /** Rooms being drained; true: look again before stopping. */
  private readonly draining = new Map<string, boolean>();
  private readonly trying = new Map<string, Trying>();
  private paused = true;
  private readonly around: Surroundings;
  private opened: Promise<OutboxStore> | undefined;

  constructor(around: Surroundings) {
    this.around = around;
  }

  /** Shows what a former page left, and sends it. */
  async start(): Promise<void> {
    this.paused = false;
    await this.reload();
    this.wake();
  }

  pause(): void {
    this.paused = true;
    for (const { timer } of this.trying.values()) clearTimeout(timer);
    this.trying.clear();
  }

  /** Deletes the person's database on this device. */
  async destroy(): Promise<void> {
    this.pause();
    await (await this.store()).destroy();
    this.rows = [];
    this.changed();
  }

  isEmpty(): boolean {
    return this.rows.length === 0;
  }

  /** In the list at once; on the device, and on its way, as soon as may be. */
  add(message: NewEntry): void {
    const row: Row = { ...message, position: null, error: null };
    this.rows = [...this.rows, row];
    this.changed();
    void this.keep(row);
  }

  private async keep(row: Row): Promise<void> {
    const store = await this.store();
    const { id, roomId, body, fileIds, createdAt } = row;
    try {
      const entry = { id, roomId, body, fileIds, createdAt, error: null, schema: OUTBOX_SCHEMA } as const;
      row.position = await store.add(entry);
    } catch {
      // The device is full. What was written stays on screen, and says that it was not kept.
      row.error = { code: 'not_kept', params: {}, fields: {} };
      return this.changed();
    }
    this.around.tellOthers();
    if (!this.isWaiting(roomId)) await this.drain(roomId);
  }

  async retry(id: string): Promise<void> {
    const unkept = this.rows.find((row) => row.id === id && row.position === null);
    if (!unkept) return this.change(id, (store, entry) => store.put({ ...entry, error: null }));
    unkept.error = null;
    return this.keep(unkept);
  }

  /** Not while it is being sent: it may be stored already. */
  async discard(id: string): Promise<void> {
    if (this.sending.has(id)) return;
    const fileIds = this.rows.find((row) => row.id === id)?.fileIds ?? [];
    this.rows = this.rows.filter((row) => row.id !== id);
    this.around.onFilesOver(fileIds, 'discarded');
    await this.change(id, (store, entry) => store.remove(entry));
  }

  /** Another tab has written; or this one has. */
  async reload(): Promise<void> {
    const stored = await (await this.store()).list();
    const known = new Set(stored.map(({ id }) => id));
    // Only rows whose writing had not ended when the list was read.
    const unstored = this.rows.filter((row) => row.position === null && !known.has(row.id));
    this.rows = [...stored, ...unstored];
    this.changed();
  }

  /** Whatever waits is tried now: online again, back at the tab, or another tab that sent is gone. */
  wake(): void {
    const rooms = new Set(this.rows.map(({ roomId }) => roomId));
    for (const roomId of rooms) if (!this.isTold(roomId)) void this.drain(roomId);
  }

  /** The server said how long to wait; being looked at changes nothing about that. */
  private isTold(roomId: string): boolean {
    return (this.trying.get(roomId)?.failures ?? 0) < 0;
  }

  private store(): Promise<OutboxStore> {
    this.opened ??= this.around.openStore();
    return this.opened;
  }

  private async change(id: string, write: (store: OutboxStore, entry: OutboxEntry) => Promise<void>) {
    const store = await this.store();
    const entry = (await store.list()).find((row) => row.id === id);
    if (entry) await write(store, entry);
    await this.reload();
    this.around.tellOthers();
    if (entry) await this.drain(entry.roomId);
  }

  private async drain(roomId: string): Promise<void> {
    if (this.paused) return;
    if (this.draining.has(roomId)) {
      this.draining.set(roomId, true);
      return;
    }
    this.draining.set(roomId, false);
    clearTimeout(this.trying.get(roomId)?.timer);
    try {
      await this.around.alone(roomId, () => this.sendAll(roomId));
    } finally {
      const again = this.draining.get(roomId);
      this.draining.delete(roomId);
      if (again && !this.isWaiting(roomId)) await this.drain(roomId);
    }
  }

  private isWaiting(roomId: string): boolean {
    return (this.trying.get(roomId)?.retryAt ?? 0) > Date.now();
  }

  /** The first of the room decides: one that failed, or has to wait, holds the later ones. */
  private async sendAll(roomId: string): Promise<void> {
    const store = await this.store();
    for (;;) {
      const first = (await store.list()).find((entry) => entry.roomId === roomId);
      if (!first || first.error || this.paused) return;
      if (!(await this.sendOne(store, first))) return;
    }
  }

  private async sendOne(store: OutboxStore, entry: OutboxEntry): Promise<boolean> {
    try {
      const refusal = (await this.bringFiles(entry)) ?? (await this.deliver(entry));
      // Taken away while its files were under way: nothing of it may be kept again.
      if (!this.rows.some(({ id }) => id === entry.id)) return true;
      return refusal ? await this.refused(store, entry, refusal) : await this.stored(store, entry);
    } finally {
      this.sending.delete(entry.id);
      await this.reload();
      this.around.tellOthers();
    }
  }

  private async bringFiles(entry: OutboxEntry): Promise<ApiError | null> {
    if (entry.fileIds.length === 0) return null;
    this.uploading.add(entry.id);
    this.changed();
    try {
      return await this.around.bringFiles(entry);
    } finally {
      this.uploading.delete(entry.id);
    }
  }

  private deliver(entry: OutboxEntry): Promise<ApiError | null> {
    this.sending.add(entry.id);
    this.changed();
    return this.around.deliver(entry);
  }

  /** Answers whether the next one may go. */
  private async stored(store: OutboxStore, entry: OutboxEntry): Promise<boolean> {
    this.trying.delete(entry.roomId);
    this.around.onFilesOver(entry.fileIds, 'sent');
    await store.remove(entry);
    return true;
  }

  private async refused(store: OutboxStore, entry: OutboxEntry, error: ApiError): Promise<boolean> {
    const verdict = judge(error);
    if (verdict.kind === 'stored') return this.stored(store, entry);
    if (verdict.kind === 'signed-out') {
      this.pause();
      this.around.onSignedOut();
    } else if (verdict.kind === 'again') this.tryLater(entry.roomId, verdict.retryAfterMs);
    else {
      const { code, params, fields } = error;
      await store.put({ ...entry, error: { code, params, fields } });
    }
    return false;
  }

  private tryLater(roomId: string, retryAfterMs: number | null): void {
    const failures = Math.max(0, this.trying.get(roomId)?.failures ?? 0);
    const wait = retryAfterMs ?? this.around.backoffMs(failures);
    const timer = setTimeout(() => void this.drain(roomId), wait);
    this.trying.set(roomId, {
      timer,
      retryAt: Date.now() + wait,
      failures: retryAfterMs === null ? failures + 1 : -1,
    });
  }

  private changed(): void {
    const first = new Set<string>();
    this.around.onChange(
      this.rows.map((row) => {
        const isFirst = !first.has(row.roomId);
        first.add(row.roomId);
        return this.show(row, isFirst);
      }),
    );
  }

  private show({ id, roomId, body, fileIds, createdAt, error }: Row, isFirst: boolean): PendingMessage {
    const row = { id, roomId, body, createdAt, ...(fileIds.length > 0 && { fileIds }) };
    if (error) return { ...row, state: 'failed', error };
    if (this.sending.has(id)) return { ...row, state: 'sending' };
    if (this.uploading.has(id)) return { ...row, state: 'uploading' };
    const retryAt = isFirst ? this.trying.get(roomId)?.retryAt : undefined;
    return retryAt === undefined ? { ...row, state: 'waiting' } : { ...row, state: 'waiting', retryAt };
  }
}
