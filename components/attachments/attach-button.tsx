'use client';
import { Paperclip } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import { useKeys } from '@/components/keys/use-keys';
import { IconButton } from '@/components/ui/icon-button';
import type { Handlers } from '@/lib/keys/press';

/** Opens the device's own way to choose files; also by key. */
export function AttachButton({ onChoose }: { onChoose: (files: readonly File[]) => void }) {
  const t = useTranslations('uploads');
  const input = useRef<HTMLInputElement>(null);
  const pick = () => input.current?.click();
  useKeys({ upload: pick } satisfies Handlers<'writing'>);
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={t('attach')}
        onChange={({ currentTarget }) => {
          onChoose([...(currentTarget.files ?? [])]);
          // Else the same file could not be chosen a second time.
          currentTarget.value = '';
        }}
      />
      <IconButton
        label={t('attach')}
        icon={<Paperclip />}
        onClick={pick}
        className="my-1.5 ms-1.5 size-8 self-end touch:size-11"
      />
    </>
  );
}
