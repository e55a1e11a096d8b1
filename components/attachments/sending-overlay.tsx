'use client';
import { useTranslations } from 'next-intl';
import type { LocalFile } from '@/lib/attachments/client/local-file';

/** Over a picture that is on its way: how much of it is there. */
export function SendingOverlay({ file }: { file: LocalFile }) {
  if (file.state === 'uploaded') return null;
  return (
    <div className="pointer-events-none absolute inset-x-0 bottom-0 rounded-b-md bg-gradient-to-t from-scrim to-transparent px-2 pt-5 pb-2">
      <span className="inline-block rounded-sm bg-surface px-1.5 text-2xs tabular-nums">
        <SendingState file={file} />
      </span>
      <SendingBar file={file} />
    </div>
  );
}

/** In words. */
export function SendingState({ file: { state, progress } }: { file: LocalFile }) {
  const t = useTranslations('files.sending');
  const tone = state === 'failed' || state === 'lost' ? 'text-danger-ink' : 'text-ink-muted';
  return <span className={tone}>{t(state, { percent: percentOf(progress) })}</span>;
}

/** As a line that fills. */
export function SendingBar({ file: { name, state, progress } }: { file: LocalFile }) {
  if (state !== 'uploading') return null;
  return (
    <div
      role="progressbar"
      aria-label={name}
      aria-valuenow={percentOf(progress)}
      aria-valuemin={0}
      aria-valuemax={100}
      className="mt-1 h-1 overflow-hidden rounded-full bg-pressed"
    >
      <div
        className="h-full rounded-full bg-accent transition-[width]"
        style={{ width: `${percentOf(progress)}%` }}
      />
    </div>
  );
}

function percentOf(progress: number): number {
  return Math.round(progress * 100);
}
