'use client';
import { type ReactNode, useState } from 'react';
import type { DialogProps } from './dialog-popup';
import { onDemand } from './on-demand';

const popup = onDemand(async () => (await import('./dialog-popup')).DialogPopup);

/** A modal dialog: it holds the focus, gives it back, and on a phone fills the screen's width from below. */
export function Dialog(props: DialogProps) {
  const wasOpened = useOnceOpened(props.open);
  const Popup = popup.useWhen(props.open);
  return Popup && wasOpened && <Popup {...props} />;
}

/** True from the first opening on: what closes goes out of sight by itself and must stay until it has. */
export function useOnceOpened(open: boolean): boolean {
  const [wasOpened, setOpened] = useState(open);
  if (open && !wasOpened) setOpened(true);
  return wasOpened;
}

/** The row of buttons that ends a dialog's form; the last one is the main one. */
export function DialogActions({ children }: { children: ReactNode }) {
  return (
    <div className="mt-6 flex flex-col-reverse gap-2 sm:flex-row sm:items-center sm:justify-end">
      {children}
    </div>
  );
}
