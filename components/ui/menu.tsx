'use client';
import { Menu as Base } from '@base-ui/react/menu';
import { Check } from 'lucide-react';
import NextLink from 'next/link';
import type { ComponentProps, ReactElement, ReactNode } from 'react';
import { classNames } from './class-names';

type MenuProps = {
  /** The button that opens it. */
  trigger: ReactElement;
  side?: 'top' | 'bottom' | 'left' | 'right';
  align?: 'start' | 'center' | 'end';
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  className?: string;
  children: ReactNode;
};

export function Menu({
  trigger,
  side = 'bottom',
  align = 'start',
  className,
  children,
  ...state
}: MenuProps) {
  return (
    <Base.Root {...state}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner side={side} align={align} sideOffset={4} className="z-50 outline-none">
          <Base.Popup
            className={classNames(
              'max-h-(--available-height) min-w-52 max-w-80 overflow-y-auto rounded-lg bg-surface p-1 shadow-popup outline-none',
              'transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0',
              className,
            )}
          >
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

const itemClass =
  'flex min-h-8 w-full select-none items-center gap-2.5 rounded-md px-2.5 py-1 text-sm outline-none touch:min-h-11 ' +
  'data-highlighted:bg-hover data-disabled:opacity-50 [&>svg]:size-4 [&>svg]:shrink-0 [&>svg]:text-ink-muted';

type ItemProps = { icon?: ReactNode; danger?: boolean; shortcut?: ReactNode } & Omit<
  ComponentProps<typeof Base.Item>,
  'className'
>;

export function MenuItem({ icon, danger, shortcut, children, ...rest }: ItemProps) {
  return (
    <Base.Item
      {...rest}
      className={classNames(itemClass, danger && 'text-danger-ink [&>svg]:text-danger-ink')}
    >
      {icon}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {shortcut}
    </Base.Item>
  );
}

type LinkProps = { href: ComponentProps<typeof NextLink>['href']; icon?: ReactNode; children: ReactNode };

export function MenuLink({ href, icon, children }: LinkProps) {
  return (
    <Base.LinkItem render={<NextLink href={href} />} closeOnClick className={itemClass}>
      {icon}
      <span className="min-w-0 flex-1 truncate">{children}</span>
    </Base.LinkItem>
  );
}

type RadioGroupProps<V extends string> = {
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
