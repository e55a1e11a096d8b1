/** What a browser needs to upload one object: the address, and headers it must send with exactly these values. */
export type Upload = { url: string; headers: Record<string, string> };

export type PresignPut = {
  key: string;
  /** The media type that HEAD will tell; the store refuses any other. */
  type: string;
  /** In bytes; the store refuses any other length. */
  size: number;
  /**
   * The Host header of the request, as the browser addressed us: where no S3_PUBLIC_ENDPOINT is set and the store is
   * on this machine, browsers reach it under that name and the store's port.
   */
  publicHost?: string | undefined;
};

export type PresignGet = {
  key: string;
  /** A whole Content-Disposition (RFC 6266), printable ASCII. */
  disposition: string;
  /** The Content-Type of the answer. The embedded store shows only what `lib/attachments/policy` calls inline in place. */
  type: string;
  /** For how long the address works, counted from `signedAt`. */
  seconds: number;
  /** Now, unless a rounded-down instant shall make the same address again, for the browser's cache. */
  signedAt?: Date | undefined;
  /** Seconds a browser may show its own copy; without it none is kept. */
  maxAge?: number | undefined;
  publicHost?: string | undefined;
};

/** An object as a listing tells it. */
export type ListedObject = { key: string; size: number; modifiedAt: Date };

/**
 * The object store, any that speaks S3. Keys are made by the server: lower-case letters, digits and `. _ -`, in
 * segments between slashes. All methods but the two that sign throw `try_again` (503) while the store is away.
 */
export type Storage = {
  /** An address that takes one PUT of exactly these bytes and this type, for 5 minutes, and never replaces anything. */
  presignPut(upload: PresignPut): Promise<Upload>;
  presignGet(download: PresignGet): Promise<string>;
  /** Null when there is no such object. */
  head(key: string): Promise<{ size: number; type: string } | null>;
  /** The first bytes, as many as there are up to `bytes`. `not_found` when there is no such object. */
  readStart(key: string, bytes: number): Promise<Uint8Array>;
  /** Done as well when there was no such object. */
  remove(key: string): Promise<void>;
  /** Up to 1,000 objects in the order of their keys, those after the key `after`; empty at the end. */
  list(prefix: string, after?: string): Promise<ListedObject[]>;
};
