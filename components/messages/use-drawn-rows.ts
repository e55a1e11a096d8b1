'use client';
import {
  type RefObject,
  startTransition,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import {
  type Drawn,
  joined,
  likelyStep,
  nextDrawn,
  nextStep,
  rowsAround,
  rowsLeft,
  SHORT,
} from '@/lib/messages/drawn-rows';
import { PIN_DISTANCE } from '@/lib/messages/reading';
import { indexOfSeq, type Row, seqOf } from '@/lib/messages/rows';
import type { ShownMessage } from './conversation-context';
import type { Landing } from './landing';
import type { LogPlace } from './placed-rows';

type Rows = readonly Row<ShownMessage>[];

/** How to reach what is drawn, for those around it, who are not drawn with each step. */
export type DrawnRows = {
  drawn: Drawn;
  /** To be told where the log stands, whenever that may have changed, and whether somebody has moved it. */
  look: (place: LogPlace, isMoved: boolean) => void;
  /** Draws a row that may not be there yet. */
  include: (index: number) => void;
};

export type DrawnOptions = {
  rows: Rows;
  hasBefore: boolean;
  hasAfter: boolean;
  landing: Landing;
  /** Somebody is about to land on rows that may be others. */
  isOnTheWay: RefObject<boolean>;
  /** Places of rows that stay drawn wherever one scrolls: something is typed in one, another has the focus. */
  kept: readonly number[];
  handle: RefObject<DrawnRows | null>;
  /** Other rows are there than before, and nothing is painted yet. */
  onDrawn: () => void;
};

/** After so long without a move or a key nobody scrolls or types any more. */
const PAUSE_MS = 120;

/** Rows by their numbers, which stay when others come before them. Endless where the room ends. */
type Span = { first: number; last: number };

/** `tail`: see `blockOf`. */
type State = { landing: Landing; span: Span; tail: number };

const none: Drawn = { first: 0, last: -1 };

/**
 * Which of the held rows are drawn: at once those that one lands on, and then, when React has time, a few more each way
 * in each drawing, always ahead of the reader. To scroll draws nothing, until one comes near the last row there is.
 */
export function useDrawnRows(options: DrawnOptions): { drawn: Drawn; tail: number } {
  const { rows, hasBefore, hasAfter, landing, isOnTheWay, kept, handle, onDrawn } = options;
  const place = useRef<LogPlace | null>(null);
  const spanOf = (drawn: Drawn): Span => ({
    first: drawn.first === 0 && !hasBefore ? 0 : seqFrom(rows, drawn.first),
    last:
      drawn.last === rows.length - 1 && !hasAfter
        ? Number.POSITIVE_INFINITY
        : (seqOf(rows[drawn.last]) ?? Number.POSITIVE_INFINITY),
  });
  const around = (at: Landing) =>
    rowsAround(rows, standAt(at, rows, place.current?.height ?? window.innerHeight));
  const [state, setState] = useState<State | null>(null);
  // Reckoned and not set: what is set while a component draws is forgotten as long as a drawing without haste is under way.
  // biome-ignore lint/correctness/useExhaustiveDependencies: whoever lands begins with the rows there are at that moment.
  const landed = useMemo(() => {
    const there = state ? placesIn(rows, state.span) : none;
    const here = around(landing);
    const all = joined(there, here);
    // Where all rows are others, their blocks may be.
    const tail = all === here || !state ? lastSeqOf(rows) : state.tail;
    return { landing, span: spanOf(all), tail };
  }, [landing]);
  const { span, tail } = state?.landing === landing ? state : landed;
  const drawn = placesIn(rows, span);
  const draw = (more: Drawn) => setState({ landing, span: spanOf(more), tail });

  const last = useRef(likelyStep);
  const actedAt = useRef(Number.NEGATIVE_INFINITY);
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined);
  /** The step that is under way, and what was drawn when it was asked for. */
  const asked = useRef<{ span: Span; rows: number } | null>(null);
  const step = useEffectEvent(() => {
    const { inView = [] } = place.current ?? {};
    const [top] = inView;
    if (!top || asked.current) return;
    const seen = { first: drawn.first + top.place, last: drawn.first + (inView.at(-1)?.place ?? top.place) };
    const isKept = (at: number) => at >= 0;
    const scene = { inView: seen, count: rows.length, kept: kept.filter(isKept) };
    const ahead = rowsLeft(drawn, scene);
    const wanted = nextStep(last.current, ahead < SHORT.few ? 'haste' : 'calm');
    const next = nextDrawn(drawn, { ...scene, step: wanted });
    if (next === drawn) return;
    // Keys are answered at once; and what comes above the view makes the log scroll along, which can end a swing.
    const left = actedAt.current + PAUSE_MS - performance.now();
    clearTimeout(pause.current);
    if (left > 0 && ahead >= SHORT.some) {
      pause.current = setTimeout(() => step(), left);
      return;
    }
    asked.current = { span, rows: wanted };
    const more = { landing, span: spanOf(next), tail };
    startTransition(() => setState((was) => (was === state ? more : was)));
  });
  // Not before the last one has been seen: two in one frame would make it a long one.
  const rest = useRef<{ frame: number; timer?: ReturnType<typeof setTimeout> } | null>(null);
  const stepAfterFrame = () => {
    if (rest.current) return;
    const frame = requestAnimationFrame(() => {
      const timer = setTimeout(() => {
        rest.current = null;
        asked.current = null;
        step();
      });
      rest.current = { frame, timer };
    });
    rest.current = { frame };
  };
  const rowsAreDrawn = useEffectEvent(() => {
    if (drawn.last < drawn.first && rows.length > 0) {
      // All rows are others now. Somebody is about to land among them, or else nobody knows where one is.
      if (!isOnTheWay.current) draw(around(landing));
      return;
    }
    const begun = performance.now();
    onDrawn();
    if (!asked.current || asked.current.span === span) return;
    last.current = { rows: asked.current.rows, took: performance.now() - begun };
    stepAfterFrame();
  });
  useLayoutEffect(() => {
    handle.current = {
      drawn,
      look(at, isMoved) {
        place.current = at;
        if (isMoved) actedAt.current = performance.now();
        step();
      },
      include(index) {
        const half = (place.current?.height ?? window.innerHeight) / 2;
        draw(joined(drawn, rowsAround(rows, { index, above: half, below: half })));
      },
    };
    rowsAreDrawn();
  });
  useEffect(() => step());
  useEffect(() => {
    const onKey = () => {
      actedAt.current = performance.now();
    };
    document.addEventListener('keydown', onKey, { capture: true, passive: true });
    return () => document.removeEventListener('keydown', onKey, { capture: true });
  }, []);

  // A room that is left stays drawn as far as it was seen: so much is quickly there again.
  const leave = useEffectEvent(() => {
    clearTimeout(pause.current);
    cancelAnimationFrame(rest.current?.frame ?? 0);
    clearTimeout(rest.current?.timer);
    rest.current = null;
    asked.current = null;
    const hasEnd = !hasAfter && drawn.last === rows.length - 1;
    const seen = place.current && standOf(place.current, { rows, drawn, hasEnd });
    if (seen) startTransition(() => draw(rowsAround(rows, seen)));
  });
  useLayoutEffect(() => () => leave(), []);
  return { drawn, tail };
}

function placesIn(rows: Rows, { first, last }: Span): Drawn {
  const from = rows.findIndex((row) => (seqOf(row) ?? last) >= first);
  const to = rows.findLastIndex((row) => (seqOf(row) ?? Number.POSITIVE_INFINITY) <= last);
  return from < 0 || to < from ? none : { first: from, last: to };
}

/** Of a row; where it waits to be sent, the least it can get. */
function seqFrom(rows: Rows, index: number): number {
  const row = rows[index];
  if (!row) return 0;
  return seqOf(row) ?? 1 + lastSeqOf(rows);
}

function lastSeqOf(rows: Rows): number {
  return seqOf(rows.findLast((row) => seqOf(row) !== undefined)) ?? 0;
}

/** How a landing fills a log of so many px. */
function standAt({ seq, stand }: Landing, rows: Rows, height: number) {
  if (stand.align === 'end') return { index: rows.length, above: height, below: 0 };
  const above = stand.align === 'center' ? height / 2 : stand.offset;
  return { index: indexOfSeq(rows, seq), above, below: height - above };
}

/** And how it stands now. */
function standOf(
  { inView, toEnd, height }: LogPlace,
  { rows, drawn, hasEnd }: { rows: Rows; drawn: Drawn; hasEnd: boolean },
) {
  const top = inView.find(({ start }) => start >= 0) ?? inView[0];
  if (!top) return null;
  if (toEnd <= PIN_DISTANCE && hasEnd) return { index: rows.length, above: height, below: 0 };
  const above = Math.max(0, top.start);
  return { index: drawn.first + top.place, above, below: height - above };
}
