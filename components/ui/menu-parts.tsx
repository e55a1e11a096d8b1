'use client';
import { Menu as Base } from '@base-ui/react/menu';
import { Check, ChevronRight } from 'lucide-react';
import NextLink from 'next/link';
import { type ComponentProps, type ReactElement, type ReactNode, useEffect, useRef, useState } from 'react';
import { classNames } from './class-names';
import { landmarkOf } from './landmark';

export type MenuProps = {
  /** The button that opens it. */
  trigger: ReactElement<ComponentProps<'button'>>;
  side?: 'top' | 'bottom' | 'left' | 'right';
  align?: 'start' | 'center' | 'end';
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  className?: string;
  /** The button was pressed already, before this code was here. */
  isPressed: boolean;
  children: ReactNode;
};

export function Menu({
  trigger,
  isPressed,
  side = 'bottom',
  align = 'start',
  className,
  onOpenChange,
  children,
  ...state
}: MenuProps) {
  const [container, setContainer] = useState<HTMLElement>();
  const button = usePressed(isPressed);
  return (
    <Base.Root
      {...state}
      onOpenChange={(open, { trigger: opener }) => {
        if (open) setContainer(landmarkOf(opener));
        onOpenChange?.(open);
      }}
    >
      <Base.Trigger ref={button} render={trigger} />
      <Base.Portal container={container}>
        <Base.Positioner side={side} align={align} sideOffset={4} className="z-50 outline-none">
          <Base.Popup className={classNames(popupClass, className)}>{children}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

/** Hands on to the button what happened to the one in whose place it stands. */
function usePressed(isPressed: boolean) {
  const button = useRef<HTMLButtonElement>(null);
  const isDue = useRef(isPressed);
  useEffect(() => {
    if (!isDue.current) return;
    isDue.current = false;
    button.current?.focus();
    button.current?.click();
  }, []);
  return button;
}

const popupClass =
  'max-h-(--available-height) min-w-52 max-w-80 overflow-y-auto rounded-lg bg-surface p-1 shadow-popup outline-none ' +
  'transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0';

const itemClass =
  'flex min-h-8 w-full select-none items-center gap-2.5 rounded-md px-2.5 py-1 text-sm outline-none touch:min-h-11 ' +
  'data-highlighted:bg-hover data-disabled:opacity-50 [&>svg]:size-4 [&>svg]:shrink-0 [&>svg]:text-ink-muted';

/** `note`: a quiet second line. */
export type ItemProps = { icon?: ReactNode; danger?: boolean; shortcut?: ReactNode; note?: ReactNode } & Omit<
  ComponentProps<typeof Base.Item>,
  'className'
>;

export function MenuItem({ icon, danger, shortcut, note, children, ...rest }: ItemProps) {
  return (
    <Base.Item
      {...rest}
      className={classNames(itemClass, danger && 'text-danger-ink [&>svg]:text-danger-ink')}
    >
      {icon}
      <span className="min-w-0 flex-1">
        <span className="block truncate">{children}</span>
        {note && <span className="block truncate text-ink-muted text-xs">{note}</span>}
      </span>
      {shortcut}
    </Base.Item>
  );
}

export type SubmenuProps = { icon?: ReactNode; label: string; children: ReactNode };

export function Submenu({ icon, label, children }: SubmenuProps) {
  return (
    <Base.SubmenuRoot>
      <Base.SubmenuTrigger className={classNames(itemClass, 'data-popup-open:bg-hover')}>
        {icon}
        <span className="min-w-0 flex-1 truncate">{label}</span>
        <ChevronRight aria-hidden />
      </Base.SubmenuTrigger>
      <Base.Portal>
        <Base.Positioner sideOffset={2} alignOffset={-4} className="z-50 outline-none">
          <Base.Popup className={popupClass}>{children}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.SubmenuRoot>
  );
}

export type LinkProps = {
  href: ComponentProps<typeof NextLink>['href'];
  icon?: ReactNode;
  children: ReactNode;
};

export function MenuLink({ href, icon, children }: LinkProps) {
  return (
    <Base.LinkItem render={<NextLink href={href} />} closeOnClick className={itemClass}>
      {icon}
      <span className="min-w-0 flex-1 truncate">{children}</span>
    </Base.LinkItem>
  );
}

export type RadioGroupProps<V extends string> = {
  label: string;
  value: V;
  onChange: (value: V) => void;
  options: readonly { value: V; label: ReactNode; icon?: ReactNode }[];
};

/** One of several, with its heading: theme, involvement, role. */
export function MenuRadioGroup<V extends string>({ label, value, onChange, options }: RadioGroupProps<V>) {
  return (
    <Base.RadioGroup value={value} onValueChange={onChange}>
      <Base.GroupLabel className="px-2.5 pt-1.5 pb-1 font-medium text-ink-faint text-xs">
        {label}
      </Base.GroupLabel>
      {options.map((option) => (
        <Base.RadioItem key={option.value} value={option.value} closeOnClick className={itemClass}>
          {option.icon}
          <span className="min-w-0 flex-1 truncate">{option.label}</span>
          <Base.RadioItemIndicator render={<Check aria-hidden />} />
        </Base.RadioItem>
      ))}
    </Base.RadioGroup>
  );
}

export function MenuSeparator() {
  return <Base.Separator className="-mx-1 my-1 h-px bg-line" />;
}
