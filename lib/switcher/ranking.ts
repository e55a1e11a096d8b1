import { fold } from './fold';

/** Something one can go to or do. `also`: further words it is found by, beside its name. */
export type Candidate = { id: string; name: string; also?: string };

/** How well a candidate fits a query; only the order of the numbers means something. */
const Fit = { whole: 0, start: 1, words: 2, initials: 3, inside: 4, also: 5, scattered: 6 } as const;
type Fit = (typeof Fit)[keyof typeof Fit];

type Options = {
  /** Ids, latest first. */
  recent: readonly string[];
  limit: number;
};

/**
 * Those that fit the query, best first: the whole name, its start, starts of its words in any order, its initials, any
 * part of it, other words it is known by, its letters in order from the start of a word on. Among equals recent ones come first, then shorter names,
 * then the given order. Without a query all fit: recent ones, then the given order.
 */
export function rank<C extends Candidate>(
  query: string,
  candidates: readonly C[],
  { recent, limit }: Options,
): C[] {
  const wanted = fold(query);
  const places = new Map(recent.map((id, place) => [id, place]));
  const found: { candidate: C; key: number }[] = [];
  candidates.forEach((candidate, order) => {
    const fit = fitOf(wanted, candidate);
    if (fit === null) return;
    const place = places.get(candidate.id) ?? recent.length;
    const length = wanted === '' ? 0 : candidate.name.length;
    found.push({ candidate, key: sortKey(fit, place, length, order) });
  });
  found.sort((a, b) => a.key - b.key);
  return found.slice(0, limit).map(({ candidate }) => candidate);
}

/** One number from the first that counts to the last, so that thousands are sorted within a key press. */
function sortKey(fit: Fit, place: number, length: number, order: number): number {
  return ((fit * 10_000 + Math.min(place, 9_999)) * 1_000 + Math.min(length, 999)) * 1_000_000 + order;
}

function fitOf(wanted: string, candidate: Candidate): Fit | null {
  if (wanted === '') return Fit.whole;
  const { name, words, initials, also } = known(candidate);
  if (name === wanted) return Fit.whole;
  if (name.startsWith(wanted)) return Fit.start;
  const parts = wanted.split(' ');
  const allBegin = (list: readonly string[]) =>
    parts.every((part) => list.some((word) => word.startsWith(part)));
  if (allBegin(words)) return Fit.words;
  const letters = parts.join('');
  if (initials.startsWith(letters)) return Fit.initials;
  if (name.includes(wanted)) return Fit.inside;
  if (allBegin(also)) return Fit.also;
  return isScattered(letters, name, words) ? Fit.scattered : null;
}

/** Some word begins with the first letter, and all others follow it in their order, with anything in between. */
function isScattered(letters: string, name: string, words: readonly string[]): boolean {
  const first = words.find((word) => word[0] === letters[0]);
  if (first === undefined) return false;
  let from = name.indexOf(first);
  for (const letter of letters) {
    const at = name.indexOf(letter, from);
    if (at < 0) return false;
    from = at + letter.length;
  }
  return true;
}

type Known = { name: string; words: readonly string[]; initials: string; also: readonly string[] };
const knownOnes = new Map<string, Known>();
/** More names than anybody has; a directory that large is taken apart anew now and then. */
const KNOWN_MAX = 30_000;

/** Taken apart once for each name: with thousands of them that costs more than the ranking. */
function known({ name, also = '' }: Candidate): Known {
  const key = `${name}\n${also}`;
  const held = knownOnes.get(key);
  if (held) return held;
  const folded = fold(name);
  const words = wordsOf(folded);
  const initials = words.map(([first]) => first).join('');
  const made = { name: folded, words, initials, also: [...words, ...wordsOf(fold(also))] };
  if (knownOnes.size >= KNOWN_MAX) knownOnes.clear();
  knownOnes.set(key, made);
  return made;
}

function wordsOf(text: string): string[] {
  return text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}
