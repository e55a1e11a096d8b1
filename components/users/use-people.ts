'use client';
import { useRef, useState } from 'react';
import type { z } from 'zod';
import { call } from '@/lib/http/api';
import { type Person, peopleAnswer } from '@/lib/users/contract';

export type PeoplePage = z.infer<typeof peopleAnswer>;
type State = PeoplePage & { query: string; loading: 'search' | 'more' | null; error: unknown };

/** Long enough for the next letter, short enough to feel at once. */
const DEBOUNCE_MS = 200;

/** The directory as far as it was asked for: first what the page came with, then searches and further pages. */
export function usePeople(first: PeoplePage) {
  const [state, setState] = useState<State>({ ...first, query: '', loading: null, error: null });
  const asking = useRef(new AbortController());
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const load = async (query: string, after?: Person) => {
    asking.current.abort();
    asking.current = new AbortController();
    const { signal } = asking.current;
    setState((held) => ({ ...held, query, loading: after ? 'more' : 'search', error: null }));
    try {
      const page = await call('GET', '/api/people', {
        query: { q: query.trim() || undefined, after: after?.id },
        answer: peopleAnswer,
        signal,
      });
      setState((held) => ({
        query,
        loading: null,
        error: null,
        hasMore: page.hasMore,
        people: after ? [...held.people, ...page.people] : page.people,
      }));
    } catch (error) {
      // A later search took over; its answer is the one that counts.
      if (!signal.aborted) setState((held) => ({ ...held, loading: null, error }));
    }
  };

  return {
    ...state,
    search: (query: string) => {
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void load(query), DEBOUNCE_MS);
    },
    more: () => void load(state.query, state.people.at(-1)),
    retry: () => void load(state.query),
    replace: (person: Person) =>
      setState((held) => ({
        ...held,
        people: held.people.map((other) => (other.id === person.id ? person : other)),
      })),
  };
}
