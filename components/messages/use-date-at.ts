'use client';
import { useRef, useState } from 'react';
import { call } from '@/lib/http/api';
import { heldPage } from '@/lib/realtime/client/parse';
import { roomPath } from '@/lib/realtime/client/reads';
import { refusalIn } from '@/lib/realtime/client/store';

type Known = { seq: number; createdAt: string };

/**
 * When a message of the room was written, for whoever drags past thousands of them: one question at a time, and the
 * next one is about where the hand is by then. `latest` is the last answer.
 */
export function useDateAt(roomId: string): { latest: Known | null; ask: (seq: number) => void } {
  const [latest, setLatest] = useState<Known | null>(null);
  const wanted = useRef<number | null>(null);
  const isAsking = useRef(false);

  const ask = async (seq: number) => {
    wanted.current = seq;
    if (isAsking.current) return;
    isAsking.current = true;
    while (wanted.current !== null) {
      const next = wanted.current;
      wanted.current = null;
      const createdAt = await readDateAt(roomId, next);
      if (createdAt !== null) setLatest({ seq: next, createdAt });
    }
    isAsking.current = false;
  };
  return { latest, ask: (seq) => void ask(seq) };
}

/** Null where it cannot be told: no connection, or a message of a kind this version cannot read. */
export async function readDateAt(roomId: string, seq: number): Promise<string | null> {
  try {
    const query = { around: seq, limit: 1 };
    const { messages } = await call('GET', `${roomPath(roomId)}/messages`, { query, answer: heldPage });
    return messages[0]?.createdAt || null;
  } catch (error) {
    // Whoever asked shows a number instead.
    refusalIn(error);
    return null;
  }
}
