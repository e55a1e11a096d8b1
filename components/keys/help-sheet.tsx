'use client';
import { useTranslations } from 'next-intl';
import { Fragment, useRef } from 'react';
import { Dialog } from '@/components/ui/dialog';
import { groups, keyIds, keyRow } from '@/lib/keys/keys';
import { KeyCaps } from './key-caps';

type Props = { open: boolean; onOpenChange: (open: boolean) => void };

/** All keys, as they are called on this person's keyboard. */
export function HelpSheet({ open, onOpenChange }: Props) {
  const t = useTranslations('keys');
  const list = useRef<HTMLElement>(null);
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      size="lg"
      title={t('title')}
      description={t('text')}
      initialFocus={list}
    >
      <section
        ref={list}
        aria-label={t('title')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: longer than most screens; arrows scroll it from here.
        tabIndex={0}
        className="-m-1 scroll-mt-4 rounded-md p-1 outline-offset-0"
      >
        <KeyList />
      </section>
    </Dialog>
  );
}

export function KeyList() {
  const t = useTranslations('keys');
  return (
    <div className="gap-x-8 sm:columns-2">
      {groups.map((group) => (
        <section key={group} aria-label={t(`groups.${group}`)} className="mb-5">
          <h3 className="mb-1.5 break-after-avoid font-semibold text-ink-faint text-xs">
            {t(`groups.${group}`)}
          </h3>
          <dl>
            {keyIds
              .filter((id) => keyRow(id).group === group)
              .map((id) => (
                <div
                  key={id}
                  className="flex min-h-9 break-inside-avoid items-center justify-between gap-4 border-line border-b py-1"
                >
                  <dt className="text-sm">{t(`names.${id}`)}</dt>
                  <dd className="flex shrink-0 flex-wrap items-center justify-end gap-1.5">
                    {keyRow(id).chords.map((chord, place) => (
                      <Fragment key={chord.key}>
                        {place > 0 && <span className="text-ink-faint text-xs">{t('or')}</span>}
                        <KeyCaps chord={chord} />
                      </Fragment>
                    ))}
                  </dd>
                </div>
              ))}
          </dl>
        </section>
      ))}
    </div>
  );
}
