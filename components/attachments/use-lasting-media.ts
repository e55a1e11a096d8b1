'use client';
import { type RefObject, useRef } from 'react';

/** A player that fails again so soon, in milliseconds, will not get any further. */
const SOON_MS = 5_000;

/**
 * The address that a player was led to is good for a minute; who goes back and forth later asks in vain. Then it is led
 * there anew, and goes on where it was. Answers the player's `onError`; `onFail`: it cannot be played at all.
 */
export function useLastingMedia(player: RefObject<HTMLMediaElement | null>, onFail: () => void): () => void {
  const last = useRef(Number.NEGATIVE_INFINITY);
  return () => {
    const media = player.current;
    const now = performance.now();
    const isHopeless = now - last.current < SOON_MS || media?.error?.code !== MediaError.MEDIA_ERR_NETWORK;
    if (!media || (isHopeless && media.readyState === 0)) return onFail();
    last.current = now;
    const { currentTime, paused } = media;
    media.load();
    media.addEventListener(
      'loadedmetadata',
      () => {
        media.currentTime = currentTime;
        if (!paused) void media.play();
      },
      { once: true },
    );
  };
}
