'use client';
import { type ComponentProps, type ReactNode, useId } from 'react';
import { classNames } from './class-names';
import { controlClass, describedBy, Field } from './field';

type Common = {
  label: string;
  hint?: ReactNode;
  /** What is wrong, in words; the field is marked and described by it. */
  error?: string | undefined;
  hideLabel?: boolean;
  /** Inside the field, at its end: a button that shows the password, a unit. */
  trailing?: ReactNode;
  fieldClassName?: string;
};

export function TextField(props: Common & ComponentProps<'input'>) {
  const { label, hint, error, hideLabel, trailing, fieldClassName, className, ...input } = props;
  const made = useId();
  const id = input.id ?? made;
  return (
    <Field id={id} label={label} hint={hint} error={error} hideLabel={hideLabel} className={fieldClassName}>
      <div className="relative">
        <input
          type="text"
          {...input}
          id={id}
          aria-invalid={error ? true : undefined}
          aria-describedby={describedBy(id, hint, error)}
          className={classNames(controlClass, 'h-10 touch:h-11', trailing ? 'pr-11' : undefined, className)}
        />
        {trailing && <div className="absolute inset-y-0 right-0 flex items-center pr-1">{trailing}</div>}
      </div>
    </Field>
  );
}
