'use client';
import { create } from 'zustand';

/**
 * The addresses of invites made in this tab, by the invite's id. The server keeps only a hash of each, so after a
 * reload nobody can copy them again.
 */
const useStore = create<{ urls: Readonly<Record<string, string>> }>(() => ({ urls: {} }));

export function rememberInvite(id: string, url: string): void {
  useStore.setState(({ urls }) => ({ urls: { ...urls, [id]: url } }));
}

/** Null for an invite made elsewhere or before. */
export function useInviteUrl(id: string): string | null {
  return useStore(({ urls }) => urls[id] ?? null);
}
