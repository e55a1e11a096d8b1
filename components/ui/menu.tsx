'use client';
import { cloneElement, type KeyboardEvent, type PointerEvent, useState } from 'react';
import { flushSync } from 'react-dom';
import type { ItemProps, LinkProps, MenuProps, RadioGroupProps, SubmenuProps } from './menu-parts';
import { onDemand } from './on-demand';

const code = onDemand(() => import('./menu-parts'));

/** A button and what it opens. The button has no handlers of its own: it is drawn anew when the menu's code is here. */
export function Menu(props: Omit<MenuProps, 'isPressed'>) {
  const [isNear, setNear] = useState(false);
  const [isPressed, setPressed] = useState(false);
  const isWanted = isPressed || props.open === true;
  const parts = code.useWhen(isWanted);
  if (parts && (isNear || isWanted)) return <parts.Menu {...props} isPressed={isPressed && !props.open} />;
  const press = () => setPressed(true);
  return cloneElement(props.trigger, {
    'aria-haspopup': 'menu',
    'aria-expanded': false,
    onClick: press,
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
      event.preventDefault();
      press();
    },
    // The real button in time for a mouse to press it; not under a finger or the focus, which would lose it.
    onPointerEnter: ({ pointerType, currentTarget }: PointerEvent) => {
      // At once: a button that is replaced between being pressed and let go hears no click.
      if (pointerType === 'mouse' && document.activeElement !== currentTarget)
        flushSync(() => setNear(parts !== null));
    },
  });
}

/** What stands in a menu is drawn when one is open: its code is here by then. */
function usePart<Name extends keyof Awaited<typeof import('./menu-parts')>>(name: Name) {
  return code.useWhen(true)?.[name] ?? null;
}

export function MenuItem(props: ItemProps) {
  const Part = usePart('MenuItem');
  return Part && <Part {...props} />;
}

/** A line that opens further lines beside it. */
export function Submenu(props: SubmenuProps) {
  const Part = usePart('Submenu');
  return Part && <Part {...props} />;
}

export function MenuLink(props: LinkProps) {
  const Part = usePart('MenuLink');
  return Part && <Part {...props} />;
}

/** One of several, with its heading: theme, involvement, role. */
export function MenuRadioGroup<V extends string>(props: RadioGroupProps<V>) {
  const Part = usePart('MenuRadioGroup');
  return Part && <Part {...props} />;
}

export function MenuSeparator() {
  const Part = usePart('MenuSeparator');
  return Part && <Part />;
}
