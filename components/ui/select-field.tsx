'use client';
import { ChevronDown } from 'lucide-react';
import { type ComponentProps, type ReactNode, useId } from 'react';
import { classNames } from './class-names';
import { controlClass, describedBy, Field } from './field';

type Props = ComponentProps<'select'> & {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  hideLabel?: boolean;
  fieldClassName?: string;
};

/** The browser's own select: on a phone nothing is easier to use. */
export function SelectField(props: Props) {
  const { label, hint, error, hideLabel, fieldClassName, className, children, ...select } = props;
  const made = useId();
  const id = select.id ?? made;
  return (
    <Field id={id} label={label} hint={hint} error={error} hideLabel={hideLabel} className={fieldClassName}>
      <div className="relative">
        <select
          {...select}
          id={id}
          aria-invalid={error ? true : undefined}
          aria-describedby={describedBy(id, hint, error)}
          className={classNames(controlClass, 'h-10 appearance-none pr-9 touch:h-11', className)}
        >
          {children}
        </select>
        <ChevronDown
          aria-hidden
          className="pointer-events-none absolute inset-y-0 right-3 my-auto size-4 text-ink-muted"
        />
      </div>
    </Field>
  );
}
