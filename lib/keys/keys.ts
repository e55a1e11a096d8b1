import type { Chord } from './chord';

/**
 * Where a key counts: `anywhere`; wherever one is while a `room` is open, its `conversation` is here, and one may be `writing` in it; in the lines
 * of the `sidebar`, in the `panel` beside a room; in the `log` on any message, on a `row` that something can be done
 * with; in any `field` one writes a message in, in the `composer`, in the `editor` of a message; in the `viewer` of
 * pictures.
 */
export const places = [
  'anywhere',
  'room',
  'conversation',
  'writing',
  'sidebar',
  'panel',
  'log',
  'row',
  'field',
  'composer',
  'editor',
  'viewer',
] as const;
export type Place = (typeof places)[number];

/** How the help sheet orders them. */
export const groups = ['going', 'reading', 'message', 'writing', 'pictures'] as const;
type Group = (typeof groups)[number];

type Row = {
  place: Place;
  group: Group;
  chords: readonly [Chord, ...Chord[]];
  /** In a text field it counts while that is empty: otherwise it belongs to the text. */
  onlyEmpty?: true;
  /** Held down it goes on. */
  repeats?: true;
};

const up = 'ArrowUp';
const down = 'ArrowDown';
const left = 'ArrowLeft';
const right = 'ArrowRight';

/** Every key there is; what listens, and the help sheet, are made from it. */
export const keys = {
  switcher: { place: 'anywhere', group: 'going', chords: [{ key: 'k', primary: true }] },
  previousRoom: { place: 'anywhere', group: 'going', chords: [{ key: up, alt: true }], repeats: true },
  nextRoom: { place: 'anywhere', group: 'going', chords: [{ key: down, alt: true }], repeats: true },
  previousUnread: { place: 'anywhere', group: 'going', chords: [{ key: up, alt: true, shift: true }] },
  nextUnread: { place: 'anywhere', group: 'going', chords: [{ key: down, alt: true, shift: true }] },
  previousLine: { place: 'sidebar', group: 'going', chords: [{ key: up }], repeats: true },
  nextLine: { place: 'sidebar', group: 'going', chords: [{ key: down }], repeats: true },
  firstLine: { place: 'sidebar', group: 'going', chords: [{ key: 'Home' }] },
  lastLine: { place: 'sidebar', group: 'going', chords: [{ key: 'End' }] },
  nextRegion: { place: 'anywhere', group: 'going', chords: [{ key: 'F6' }] },
  previousRegion: { place: 'anywhere', group: 'going', chords: [{ key: 'F6', shift: true }] },
  sidePanel: { place: 'room', group: 'going', chords: [{ key: '.', primary: true }] },
  closePanel: { place: 'panel', group: 'going', chords: [{ key: 'Escape' }] },
  help: { place: 'anywhere', group: 'going', chords: [{ key: '/', primary: true }, { key: '?' }] },

  read: { place: 'conversation', group: 'reading', chords: [{ key: 'Escape' }] },
  readEverything: { place: 'anywhere', group: 'reading', chords: [{ key: 'Escape', shift: true }] },
  oldestUnread: {
    place: 'conversation',
    group: 'reading',
    chords: [{ key: 'PageUp', shift: true }],
    onlyEmpty: true,
  },
  latest: { place: 'conversation', group: 'reading', chords: [{ key: 'End' }], onlyEmpty: true },

  previousRow: { place: 'log', group: 'message', chords: [{ key: up }, { key: 'k' }], repeats: true },
  nextRow: { place: 'log', group: 'message', chords: [{ key: down }, { key: 'j' }], repeats: true },
  pageUp: { place: 'log', group: 'message', chords: [{ key: 'PageUp' }], repeats: true },
  pageDown: { place: 'log', group: 'message', chords: [{ key: 'PageDown' }], repeats: true },
  firstRow: { place: 'log', group: 'message', chords: [{ key: 'Home' }] },
  lastRow: { place: 'log', group: 'message', chords: [{ key: 'End' }] },
  editRow: { place: 'row', group: 'message', chords: [{ key: 'e' }] },
  unreadFrom: { place: 'row', group: 'message', chords: [{ key: 'u' }, { key: 'Click', alt: true }] },
  leaveRow: { place: 'log', group: 'message', chords: [{ key: 'Escape' }] },

  upload: { place: 'writing', group: 'writing', chords: [{ key: 'u', primary: true }] },
  send: { place: 'composer', group: 'writing', chords: [{ key: 'Enter' }] },
  newLine: { place: 'composer', group: 'writing', chords: [{ key: 'Enter', shift: true }], repeats: true },
  editLast: { place: 'composer', group: 'writing', chords: [{ key: up }], onlyEmpty: true },
  bold: { place: 'field', group: 'writing', chords: [{ key: 'b', primary: true }] },
  italic: { place: 'field', group: 'writing', chords: [{ key: 'i', primary: true }] },
  code: { place: 'field', group: 'writing', chords: [{ key: 'e', primary: true }] },
  link: { place: 'field', group: 'writing', chords: [{ key: 'l', primary: true, shift: true }] },
  save: { place: 'editor', group: 'writing', chords: [{ key: 'Enter' }] },
  cancel: { place: 'editor', group: 'writing', chords: [{ key: 'Escape' }] },

  previousPicture: { place: 'viewer', group: 'pictures', chords: [{ key: left }], repeats: true },
  nextPicture: { place: 'viewer', group: 'pictures', chords: [{ key: right }], repeats: true },
  zoomIn: { place: 'viewer', group: 'pictures', chords: [{ key: '+' }, { key: '=' }], repeats: true },
  zoomOut: { place: 'viewer', group: 'pictures', chords: [{ key: '-' }], repeats: true },
  zoomFit: { place: 'viewer', group: 'pictures', chords: [{ key: '0' }] },
  panUp: { place: 'viewer', group: 'pictures', chords: [{ key: up }], repeats: true },
  panDown: { place: 'viewer', group: 'pictures', chords: [{ key: down }], repeats: true },
  panLeft: { place: 'viewer', group: 'pictures', chords: [{ key: left, shift: true }], repeats: true },
  panRight: { place: 'viewer', group: 'pictures', chords: [{ key: right, shift: true }], repeats: true },
  downloadPicture: { place: 'viewer', group: 'pictures', chords: [{ key: 'd' }] },
} as const satisfies Record<string, Row>;

export type KeyId = keyof typeof keys;
export const keyIds = Object.keys(keys) as readonly KeyId[];

/** The keys that count there. */
export type KeyIn<P extends Place> = {
  [Id in KeyId]: (typeof keys)[Id]['place'] extends P ? Id : never;
}[KeyId];

/** One key of the table with all that may be said of it. */
export function keyRow(id: KeyId): Row {
  return keys[id];
}
