'use client';
import { Check, Copy } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { Button } from './button';
import { TextField } from './text-field';

type Props = { label: string; value: string; hint?: string; hideLabel?: boolean };

/** Something to pass on: shown whole, selected by a click, copied by a button. */
export function CopyField({ label, value, hint, hideLabel = false }: Props) {
  const t = useTranslations('common');
  const input = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState(false);

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value);
      setCopied(true);
    } catch {
      // Plain http has no clipboard, and some browsers refuse it: the text is selected, ready for the keys.
      input.current?.select();
    }
  };

  return (
    <div className="flex flex-col gap-2 sm:flex-row sm:items-start">
      <TextField
        ref={input}
        label={label}
        hideLabel={hideLabel}
        hint={hint}
        value={value}
        readOnly
        onFocus={(event) => event.currentTarget.select()}
        fieldClassName="flex-1"
        className="font-mono text-sm"
      />
      <Button
        variant="primary"
        className={hideLabel ? 'h-10' : 'h-10 sm:mt-[1.625rem]'}
        onClick={() => void copy()}
      >
        {copied ? <Check aria-hidden className="size-4" /> : <Copy aria-hidden className="size-4" />}
        <span aria-live="polite">{copied ? t('copied') : t('copy')}</span>
      </Button>
    </div>
  );
}
