'use client';
import { Popover as Base } from '@base-ui/react/popover';
import type { ReactNode, RefObject } from 'react';
import { landmarkOf } from './landmark';

export type PopoverProps = {
  /** What it belongs to and hangs from; the focus comes back to it unless `keepsFocus` says no. */
  anchor: RefObject<HTMLElement | null>;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Asked when it closes: has somebody else taken the focus, or is about to? */
  keepsFocus?: () => boolean;
  title: string;
  children: ReactNode;
};

export function PopoverPopup({ anchor, open, onOpenChange, keepsFocus, title, children }: PopoverProps) {
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Portal container={landmarkOf(anchor.current ?? undefined)}>
        <Base.Positioner anchor={anchor} sideOffset={4} collisionPadding={12} className="z-50 outline-none">
          <Base.Popup
            finalFocus={() => (keepsFocus?.() ? false : anchor.current)}
            className="w-64 rounded-lg bg-surface p-1 shadow-popup outline-none transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0"
          >
            <Base.Title className="px-2.5 pt-1.5 pb-1 font-medium text-ink-faint text-xs">{title}</Base.Title>
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
