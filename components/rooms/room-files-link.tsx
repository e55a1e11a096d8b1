'use client';
import { ChevronRight, Images } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';

/** The way from a room's details to its files. */
export function RoomFilesLink({ onOpen }: { onOpen: () => void }) {
  const t = useTranslations('files.panel');
  return (
    <div className="px-2.5 py-2">
      <Button variant="ghost" className="w-full justify-start" onClick={onOpen}>
        <Images aria-hidden className="size-4" />
        {t('open')}
        <ChevronRight aria-hidden className="ms-auto size-4" />
      </Button>
    </div>
  );
}
