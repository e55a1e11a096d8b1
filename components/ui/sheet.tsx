'use client';
import type { ReactNode } from 'react';
import { useOnceOpened } from './dialog';
import { onDemand } from './on-demand';
import type { SheetProps } from './sheet-popup';

const popup = onDemand(async () => (await import('./sheet-popup')).SheetPopup);

/** What a thumb reaches: choices at the lower edge. It goes by a swipe down, a tap beside it, Esc, or going back. */
export function Sheet(props: SheetProps) {
  const wasOpened = useOnceOpened(props.open);
  const Popup = popup.useWhen(props.open);
  return Popup && wasOpened && <Popup {...props} />;
}

type ActionProps = { icon: ReactNode; isDanger?: boolean; onClick: () => void; children: ReactNode };

export function SheetAction({ icon, isDanger = false, onClick, children }: ActionProps) {
  return (
    <button
      type="button"
      onClick={onClick}
      className={`flex min-h-12 w-full items-center gap-4 rounded-md px-3 text-start text-base hover:bg-hover active:bg-pressed [&>svg]:size-5 [&>svg]:shrink-0 ${isDanger ? 'text-danger-ink' : '[&>svg]:text-ink-muted'}`}
    >
      {icon}
      {children}
    </button>
  );
}
