'use client';
import { createContext, type RefObject, use, useCallback, useRef, useState } from 'react';

/**
 * Which visit of its room a part of the screen belongs to. A room that is left is hidden and not taken down, so that it
 * is there at once when one comes back; what belongs to being there begins anew all the same, by the two hooks below.
 */
export const VisitContext = createContext(0);
/** The one that began with the page. */
export const FIRST_VISIT = 1;

/** As a key: what was open over the room when it was left does not come back to be closed. */
export function useVisit(): number {
  return use(VisitContext);
}

/** State that begins anew with each visit of the room. */
export function useVisitState<T>(begin: () => T): [T, (next: T | ((was: T) => T)) => void] {
  const visit = use(VisitContext);
  const [kept, setKept] = useState(() => ({ visit, value: begin() }));
  const now = kept.visit === visit ? kept : { visit, value: begin() };
  if (now !== kept) setKept(now);
  const set = useCallback((next: T | ((was: T) => T)) => {
    setKept((was) => {
      const value = isChange(next) ? next(was.value) : next;
      return Object.is(value, was.value) ? was : { ...was, value };
    });
  }, []);
  return [now.value, set];
}

/** A ref that begins anew with each visit of the room. */
export function useVisitRef<T>(begin: () => T): RefObject<T> {
  const visit = use(VisitContext);
  const kept = useRef<{ visit: number; ref: RefObject<T> }>(null);
  if (kept.current?.visit !== visit) kept.current = { visit, ref: { current: begin() } };
  return kept.current.ref;
}

function isChange<T>(next: T | ((was: T) => T)): next is (was: T) => T {
  return typeof next === 'function';
}
