'use client';
import { useEffect } from 'react';
import type { HeldMessage } from '@/lib/realtime/client/state';

/** The page comes with the font for these. */
const PLAIN = /\p{ASCII}+/gu;
const seen = new WeakSet<HeldMessage>();
let family: string | null = null;

/**
 * Fetches the fonts that messages need when they have come, before they are drawn. One that comes when its letters are
 * drawn already lays out all that is drawn once more.
 */
export function useFontsAhead(messages: readonly HeldMessage[]): void {
  useEffect(() => {
    const fresh = messages.filter((message) => !seen.has(message));
    for (const message of fresh) seen.add(message);
    const text = fresh.map((message) => ('body' in message ? message.body : '')).join('');
    const letters = new Set(text.replaceAll(PLAIN, ''));
    if (letters.size === 0) return;
    family ??= getComputedStyle(document.body).fontFamily;
    // Letters whose font cannot be fetched are drawn in one of the device's, as they would be without this.
    document.fonts.load(`1em ${family}`, [...letters].join('')).catch(() => {});
  }, [messages]);
}
