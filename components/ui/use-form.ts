'use client';
import { type FormEvent, useState } from 'react';
import { flushSync } from 'react-dom';
import { ApiError } from '@/lib/http/api';
import { useErrorText, useFieldText } from '@/lib/i18n/use-error-text';
import { useHydrated } from './use-hydrated';

type Failure = { text: string | null; fields: Record<string, string> };

type Options = {
  /** Sends what the form holds. Answering `'leaving'` keeps the form busy while the browser goes elsewhere. */
  send: (data: FormData, form: HTMLFormElement) => Promise<unknown>;
};

const none: Failure = { text: null, fields: {} };

/**
 * A form that keeps what was typed until it is accepted: one submission at a time, refusals under their fields or
 * in `failure`, and the caret in the first field that needs another look. Fields are uncontrolled and go by `name`.
 */
export function useForm({ send }: Options) {
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState(none);
  const errorText = useErrorText();
  const fieldText = useFieldText();
  const hydrated = useHydrated();

  const explain = (error: unknown, form: HTMLFormElement): Failure => {
    if (!(error instanceof ApiError)) return { text: errorText(error), fields: {} };
    const fields: Record<string, string> = {};
    for (const [name, fieldError] of Object.entries(error.fields)) {
      if (form.elements.namedItem(name)) fields[name] = fieldText(name, fieldError);
    }
    return { text: Object.keys(fields).length > 0 ? null : errorText(error), fields };
  };

  const submit = async (form: HTMLFormElement) => {
    setPending(true);
    setFailure(none);
    try {
      if ((await send(new FormData(form), form)) !== 'leaving') setPending(false);
    } catch (error) {
      // At once, so that the field to look at is marked and enabled before it gets the focus.
      flushSync(() => {
        setPending(false);
        setFailure(explain(error, form));
      });
      form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
    }
  };

  return {
    pending,
    failure: failure.text,
    errorOf: (name: string) => failure.fields[name],
    /** Of the submit button. Until our code is here the browser would send the form itself, and what it holds. */
    button: { pending, disabled: !hydrated },
    props: {
      // Should it be sent without us all the same, then never in the address.
      method: 'post',
      noValidate: true,
      onSubmit: (event: FormEvent<HTMLFormElement>) => {
        event.preventDefault();
        if (!pending) void submit(event.currentTarget);
      },
      onInput: (event: FormEvent<HTMLFormElement>) => {
        const name = (event.target as HTMLInputElement).name;
        if (failure.fields[name]) setFailure({ ...failure, fields: { ...failure.fields, [name]: '' } });
      },
    },
  };
}

/** A text of the form, exactly as typed. */
export function textOf(data: FormData, name: string): string {
  const value = data.get(name);
  return typeof value === 'string' ? value : '';
}
