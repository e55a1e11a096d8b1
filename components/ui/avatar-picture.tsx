'use client';
import { type ReactNode, useState } from 'react';

type Props = { src: string; className: string; fallback: ReactNode };

/** Somebody's picture; what stands for them without one while it cannot be had. */
export function AvatarPicture({ src, className, fallback }: Props) {
  const [failed, setFailed] = useState<string | null>(null);
  if (failed === src) return fallback;
  return (
    // biome-ignore lint/performance/noImgElement: there is no image optimizer; pictures come in their size.
    <img
      aria-hidden
      alt=""
      src={src}
      className={className}
      draggable={false}
      onError={() => setFailed(src)}
      // It may have failed before our code was here.
      ref={(image) => {
        if (image?.complete && image.naturalWidth === 0) setFailed(src);
      }}
    />
  );
}
