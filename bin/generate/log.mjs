import { pick, sentence } from './sentences.mjs';

/** How many lines the log whose shape this is has; in it the busiest room has 51,507. */
export const USUAL_LINES = 80_252;

/** Shares of the lines, people and years as in the public logs of a programming language's community. */
const rooms = [
  { room: 'garden-beginner', lines: 51_507, from: '2021-08-16T14:45:00Z', people: [0, 282] },
  { room: 'web', lines: 9_681, from: '2017-11-20T10:02:00Z', people: [238, 342] },
  { room: 'garden-doc', lines: 19_007, from: '2022-05-01T20:18:00Z', people: [310, 373] },
  { room: 'garden-news', lines: 57, from: '2021-11-04T22:13:00Z', people: [0, 3] },
];
const until = Date.parse('2026-06-18T22:38:04Z');

/**
 * The lines of a log, `{room, at, author, text}`: room after room, oldest first within a room, several years of them.
 * The same `lines` and `seed` give the same bytes on every machine.
 */
export function* generateLog({ lines = USUAL_LINES, seed = 1 } = {}) {
  const names = people();
  let left = lines;
  for (const [index, shape] of rooms.entries()) {
    const last = index === rooms.length - 1;
    const count = last ? left : Math.min(left, Math.round((lines * shape.lines) / USUAL_LINES));
    left -= count;
    yield* roomLines(shape, count, { random: randomFrom(seed * 1_000 + index), names });
  }
}

function* roomLines({ room, from, people: [first, end] }, count, { random, names }) {
  const authors = names.slice(first, end);
  const pace = (until - Date.parse(from)) / count;
  // Everybody speaks at least once; beyond that a few say most of it.
  const roundOf = Math.max(1, Math.floor(count / authors.length));
  let at = Date.parse(from);
  for (let line = 0; line < count; line += 1) {
    // Bursts: most lines follow within a sixth of the average, and then it is quiet. (0.85 · 1/6 + 0.15 · 5.7 = 1)
    const gap = random() < 0.85 ? 1 / 6 : 5.7;
    at = Math.min(until, at - Math.log(1 - random()) * pace * gap);
    const called = line % roundOf === 0 ? authors[line / roundOf] : undefined;
    const author = called ?? authors[Math.floor(authors.length * cubed(random()))];
    const text = sentence(random);
    yield JSON.stringify({ room, at: `${new Date(at).toISOString().slice(0, 19)}Z`, author, text });
  }
}

/** Most of the lines are a few people's. (`**` is not the same to the last bit in every engine.) */
const cubed = (share) => share * share * share;

/** 373 different nicknames, some of them in brackets, with spaces, or in other scripts. */
function people() {
  const random = randomFrom(373);
  const unusual = [
    '[Coke]',
    'Ada L.',
    'Grace Hopper',
    'Ιωάννα',
    'Мария',
    'なおこ',
    'דנה',
    'مريم',
    'Zoë 🦋',
    'o_o',
  ];
  const starts = [
    'ja',
    'mo',
    'ki',
    'lu',
    'ra',
    'se',
    'to',
    'wi',
    'ne',
    'ha',
    'do',
    'fe',
    'by',
    'ca',
    'xu',
    'pi',
  ];
  const ends = ['lin', 'go', 'zar', 'mek', 'tor', 'vin', 'bel', 'dax', 'ri', 'son', 'ker', 'wyn'];
  const names = new Set(unusual);
  while (names.size < 373) {
    const name = pick(random, starts) + pick(random, ends);
    names.add(random() < 0.3 ? `${name}${Math.floor(random() * 90) + 10}` : name);
  }
  return [...names];
}

/** Mulberry32: small, and the same on every machine. */
function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
