'use client';
import { useTranslations } from 'next-intl';
import { classNames } from '@/components/ui/class-names';

/** What one may look for. Whatever is none of these stands among all. */
const shownKinds = ['all', 'image', 'video', 'audio', 'document'] as const;
export type ShownKind = (typeof shownKinds)[number];

type Props = { kind: ShownKind; onChange: (kind: ShownKind) => void };

export function FileKinds({ kind, onChange }: Props) {
  const t = useTranslations('files.panel');
  return (
    <fieldset className="flex flex-wrap gap-1 px-3.5 py-3">
      <legend className="sr-only">{t('filter')}</legend>
      {shownKinds.map((one) => (
        <label
          key={one}
          className={classNames(
            'relative flex h-7 items-center rounded-full px-2 font-medium text-xs transition-colors touch:h-11 touch:px-3.5',
            'has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:outline-offset-2',
            one === kind
              ? 'bg-accent text-on-accent'
              : 'text-ink-muted shadow-[inset_0_0_0_1px_var(--line)] hover:bg-hover hover:text-ink',
          )}
        >
          <input
            type="radio"
            name="file-kind"
            checked={one === kind}
            onChange={() => onChange(one)}
            className="absolute inset-0 appearance-none rounded-full outline-none"
          />
          {t(one)}
        </label>
      ))}
    </fieldset>
  );
}
