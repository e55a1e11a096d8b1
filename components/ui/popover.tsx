'use client';
import { useOnceOpened } from './dialog';
import { onDemand } from './on-demand';
import type { PopoverProps } from './popover-popup';

const popup = onDemand(async () => (await import('./popover-popup')).PopoverPopup);

/** A small card of choices and fields beside a button. */
export function Popover(props: PopoverProps) {
  const wasOpened = useOnceOpened(props.open);
  const Popup = popup.useWhen(props.open);
  return Popup && wasOpened && <Popup {...props} />;
}
