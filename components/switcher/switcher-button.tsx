'use client';
import { Search } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useCloseDrawer } from '@/components/chat/drawer';
import { useOverlay } from '@/components/chat/overlay-context';
import { KeyCaps } from '@/components/keys/key-caps';
import { useHydrated } from '@/components/ui/use-hydrated';
import { keyRow } from '@/lib/keys/keys';

/** What the key does, for the mouse and the thumb. */
export function SwitcherButton() {
  const t = useTranslations('switcher');
  const open = useOverlay();
  const closeDrawer = useCloseDrawer();
  const isHydrated = useHydrated();
  const [chord] = keyRow('switcher').chords;
  return (
    <button
      type="button"
      onClick={() => {
        closeDrawer();
        open('switcher');
      }}
      className="mx-2 mt-3 flex h-9 shrink-0 items-center gap-2.5 rounded-md bg-surface px-2.5 text-ink-muted text-sm shadow-[inset_0_0_0_1px_var(--line)] transition-colors hover:text-ink touch:h-11"
    >
      <Search aria-hidden className="mx-0.5 size-4 shrink-0" />
      <span className="min-w-0 flex-1 truncate text-start">{t('open')}</span>
      <span aria-hidden className="touch:hidden">
        {isHydrated && <KeyCaps chord={chord} />}
      </span>
    </button>
  );
}
