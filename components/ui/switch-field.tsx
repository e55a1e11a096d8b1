'use client';
import { Switch } from '@base-ui/react/switch';
import { type ReactNode, useId } from 'react';

type Props = { name?: string; label: string; hint?: ReactNode; defaultChecked?: boolean; disabled?: boolean };

/** On or off, part of a form; the whole line can be pressed. */
export function SwitchField({ name, label, hint, defaultChecked = false, disabled = false }: Props) {
  const id = useId();
  return (
    <div className="flex items-start justify-between gap-4">
      <div className="min-w-0">
        <label id={`${id}-label`} htmlFor={id} className="font-medium text-sm">
          {label}
        </label>
        {hint && (
          <p id={`${id}-hint`} className="mt-0.5 text-ink-muted text-xs">
            {hint}
          </p>
        )}
      </div>
      <Switch.Root
        id={id}
        {...(name && { name })}
        // Base UI finds the label only once it runs in the browser.
        aria-labelledby={`${id}-label`}
        aria-describedby={hint ? `${id}-hint` : undefined}
        defaultChecked={defaultChecked}
        disabled={disabled}
        className="relative mt-0.5 inline-flex h-6 w-10 shrink-0 items-center rounded-full bg-line-strong p-0.5 transition-colors after:absolute after:-inset-2.5 data-checked:bg-accent data-disabled:opacity-50"
      >
        <Switch.Thumb className="size-5 rounded-full bg-canvas shadow-raised transition-transform data-checked:translate-x-4" />
      </Switch.Root>
    </div>
  );
}
