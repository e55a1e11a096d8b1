'use client';
import type { ConfirmProps } from './confirm-popup';
import { useOnceOpened } from './dialog';
import { onDemand } from './on-demand';

const popup = onDemand(async () => (await import('./confirm-popup')).ConfirmPopup);

/** Asks before something that cannot be taken back by a click. */
export function ConfirmDialog(props: ConfirmProps) {
  const wasOpened = useOnceOpened(props.open);
  const Popup = popup.useWhen(props.open);
  return Popup && wasOpened && <Popup {...props} />;
}
