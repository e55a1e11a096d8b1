'use client';
import { useRef } from 'react';
import { classNames } from '@/components/ui/class-names';
import { THUMBNAIL_HEIGHT, THUMBNAIL_WIDTH } from '@/lib/attachments/contract';

type Props = {
  name: string;
  src: string;
  picture: { isHere: boolean; onLoad: () => void; onError: () => void };
  className: string;
};

/** The first moment of a picture that may move: one without a thumbnail of its own would move at once. */
export function StillPicture({ name, src, picture, className }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  return (
    <>
      {/* biome-ignore lint/performance/noImgElement: signed addresses of the store; nothing of ours may resize them. */}
      <img
        ref={(image) => {
          if (image?.complete && image.naturalWidth > 0) drawInto(canvas.current, image);
        }}
        hidden
        src={src}
        alt=""
        onLoad={({ currentTarget }) => {
          drawInto(canvas.current, currentTarget);
          picture.onLoad();
        }}
        onError={picture.onError}
      />
      <canvas
        ref={canvas}
        role="img"
        aria-label={name}
        className={classNames(className, !picture.isHere && 'opacity-0')}
      />
    </>
  );
}

function drawInto(canvas: HTMLCanvasElement | null, image: HTMLImageElement): void {
  const { naturalWidth, naturalHeight } = image;
  const scale = Math.min(1, THUMBNAIL_WIDTH / naturalWidth, THUMBNAIL_HEIGHT / naturalHeight);
  if (!canvas || canvas.dataset['src'] === image.src) return;
  canvas.dataset['src'] = image.src;
  canvas.width = Math.max(1, Math.round(naturalWidth * scale));
  canvas.height = Math.max(1, Math.round(naturalHeight * scale));
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
}
