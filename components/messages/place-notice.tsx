'use client';
import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { IconButton } from '@/components/ui/icon-button';
import { Notice } from '@/components/ui/notice';
import type { Trouble } from './use-landing';

/** Says why the log does not stand where the address points to. */
export function PlaceNotice({ trouble, onClose }: { trouble: Trouble | null; onClose: () => void }) {
  const t = useTranslations('chat.history');
  if (!trouble) return null;
  return (
    <Notice tone="warn" className="mx-3 mt-2 sm:mx-5">
      <div className="flex items-start gap-2">
        <p className="min-w-0 flex-1">{t(trouble)}</p>
        <IconButton
          size="sm"
          label={t('close')}
          icon={<X />}
          onClick={onClose}
          className="-my-1 touch:-my-2"
        />
      </div>
    </Notice>
  );
}
