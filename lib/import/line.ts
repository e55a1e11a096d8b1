/** A room of a source; `key` is what the source itself tells its rooms apart by. */
export type SourceRoom = { key: string; name: string; topic?: string; archived?: boolean };

/** Somebody who speaks in a source. */
export type SourceAuthor = { key: string; name: string; kind: 'person' | 'bot' };

/** One message of a source, whatever its format; `text` as it will be stored, of any length. */
export type SourceLine = {
  /** Where it stands, for people: `line 17`. */
  place: string;
  room: SourceRoom;
  author: SourceAuthor;
  /** Milliseconds since 1970. */
  at: number;
  text: string;
  /** What the source itself knows the message by within its room; without one, what it says has to do. */
  key?: string;
};

/** Something of a source that is no message, and why: a few words that fit behind "skipped:". Expected: only counted. */
export type Skipped = { place: string; skipped: string; expected?: true };

/** Readers turn any source into these, in the source's order, a handful at a time. */
export type Reading = AsyncIterable<(SourceLine | Skipped)[]>;
