'use client';
import { Pause, Play } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { tooltip } from '@/components/ui/tooltip';

type Props = { name: string; isPlaying: boolean; onChange: (isPlaying: boolean) => void };

/** Lets a moving picture move, and stops it again. Stands in the picture's lower corner. */
export function PlayButton({ name, isPlaying, onChange }: Props) {
  const t = useTranslations('files');
  const Icon = isPlaying ? Pause : Play;
  const label = t(isPlaying ? 'pause' : 'play', { name });
  return (
    <button
      type="button"
      aria-label={label}
      {...tooltip(label)}
      onClick={() => onChange(!isPlaying)}
      className="absolute start-1.5 bottom-1.5 flex items-center gap-1 rounded-sm bg-surface px-1.5 py-1 font-semibold text-2xs text-ink shadow-popup hover:bg-sunken touch:min-h-11 touch:px-3"
    >
      <Icon aria-hidden className="size-3" />
      GIF
    </button>
  );
}
