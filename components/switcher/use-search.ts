'use client';
import { useRef, useState } from 'react';
import { useMe } from '@/components/realtime/use-chat';
import { call } from '@/lib/http/api';
import { browseAnswer, type RoomCard } from '@/lib/rooms/contract';
import { canBrowseRooms } from '@/lib/rooms/policy';
import { type Person, peopleAnswer } from '@/lib/users/contract';

/** What was asked for since the switcher opened: it stays, so that typing on and back again shows it at once. */
export type Found = {
  people: readonly Person[];
  rooms: readonly RoomCard[];
  /** People who are here no longer, whatever older messages say. */
  deactivated: ReadonlySet<string>;
};

const nothing: Found = { people: [], rooms: [], deactivated: new Set() };
const DEBOUNCE_MS = 150;

/** Asks for people and public rooms that this browser does not know. */
export function useSearch() {
  const me = useMe();
  const [state, setState] = useState({ found: nothing, isLoading: false, hasFailed: false });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const asking = useRef(new AbortController());

  const ask = async (q: string) => {
    const { signal } = asking.current;
    try {
      const [{ people }, { rooms }] = await Promise.all([
        call('GET', '/api/people', { query: { q }, answer: peopleAnswer, signal }),
        canBrowseRooms(me)
          ? call('GET', '/api/rooms', { query: { browse: '1', q }, answer: browseAnswer, signal })
          : { rooms: [] },
      ]);
      setState(({ found }) => ({ found: merge(found, people, rooms), isLoading: false, hasFailed: false }));
    } catch {
      // A later search took over, or nobody answers; what is known here is shown all the same.
      if (!signal.aborted) setState(({ found }) => ({ found, isLoading: false, hasFailed: true }));
    }
  };
  const search = (query: string) => {
    clearTimeout(timer.current);
    asking.current.abort();
    asking.current = new AbortController();
    const q = longestWord(query);
    setState((held) => ({ ...held, isLoading: q !== '', hasFailed: false }));
    if (q !== '') timer.current = setTimeout(() => void ask(q), DEBOUNCE_MS);
  };
  return { ...state, search };
}

/** The server looks for one part of a name; the ranking here then looks at all words. */
function longestWord(query: string): string {
  const words = query.trim().slice(0, 100).split(/\s+/);
  return words.reduce((longest, word) => (word.length > longest.length ? word : longest), '');
}

function merge(held: Found, people: readonly Person[], rooms: readonly RoomCard[]): Found {
  const gone = people.filter(({ deactivatedAt }) => deactivatedAt !== null).map(({ id }) => id);
  return {
    people: byId([...held.people, ...people]),
    rooms: byId([...held.rooms, ...rooms]),
    deactivated: new Set([...held.deactivated, ...gone]),
  };
}

function byId<T extends { id: string }>(list: readonly T[]): T[] {
  return [...new Map(list.map((each) => [each.id, each])).values()];
}
