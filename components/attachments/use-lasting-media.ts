'use client';
import { type RefObject, useLayoutEffect, useRef } from 'react';

/** The address that a player is led to is good for a minute, counted from a moment before it is there. */
const GOOD_MS = 50_000;
/** A player that fails again so soon, in milliseconds, will not get any further. */
const SOON_MS = 5_000;

/**
 * A player remembers where our address led it, and asks there again for what it has not loaded yet: after a minute in
 * vain, half a minute long. So whoever goes elsewhere in it later, or goes on, is led there anew, and is where they were.
 * Answers what the player listens with; `onFail`: it cannot be played at all.
 */
export function useLastingMedia(player: RefObject<HTMLMediaElement | null>, onFail: () => void) {
  const ledAt = useRef(0);
  const failedAt = useRef(Number.NEGATIVE_INFINITY);
  useStopWhenLeft(player);
  const renewOld = () => {
    const media = player.current;
    if (!media || media.readyState === 0 || Date.now() - ledAt.current < GOOD_MS || isHere(media)) return;
    renew(media);
  };
  const onError = () => {
    const media = player.current;
    const now = Date.now();
    const isHopeless =
      now - failedAt.current < SOON_MS || media?.error?.code !== MediaError.MEDIA_ERR_NETWORK;
    if (!media || isHopeless) return onFail();
    failedAt.current = now;
    renew(media);
  };
  const onLoadedMetadata = () => {
    ledAt.current = Date.now();
  };
  return { onError, onLoadedMetadata, onSeeking: renewOld, onWaiting: renewOld };
}

/** Its room stays drawn when one leaves it, and it would go on unseen. */
function useStopWhenLeft(player: RefObject<HTMLMediaElement | null>): void {
  useLayoutEffect(() => {
    const media = player.current;
    return () => media?.pause();
  }, [player]);
}

/** Whether it can go on from where it is with what is loaded: for a second at least. */
function isHere({ buffered, currentTime }: HTMLMediaElement): boolean {
  return Array.from({ length: buffered.length }, (_, at) => at).some(
    (at) => buffered.start(at) <= currentTime && buffered.end(at) > currentTime + 1,
  );
}

function renew(media: HTMLMediaElement): void {
  const { currentTime, paused } = media;
  media.load();
  // Before anything is loaded this is where it will begin.
  media.currentTime = currentTime;
  // What keeps it from playing is told by its own event.
  if (!paused) media.play().catch(() => undefined);
}
