'use client';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';

type Props = { theirs: string; mine: string; onKeepMine: () => void; onKeepTheirs: () => void };

/** Both texts of a message that two devices changed at once. Nothing is thrown away before one is chosen. */
export function EditConflict({ theirs, mine, onKeepMine, onKeepTheirs }: Props) {
  const t = useTranslations('chat.edit');
  return (
    <div className="mt-1 mb-2 flex flex-col gap-2">
      <Notice tone="warn">{t('conflict')}</Notice>
      <div className="grid gap-2 sm:grid-cols-2">
        <Version title={t('theirs')} text={theirs} action={t('keepTheirs')} onChoose={onKeepTheirs} />
        <Version title={t('mine')} text={mine} action={t('keepMine')} onChoose={onKeepMine} />
      </div>
    </div>
  );
}

function Version({
  title,
  text,
  action,
  onChoose,
}: {
  title: string;
  text: string;
  action: string;
  onChoose: () => void;
}) {
  return (
    <section className="flex min-w-0 flex-col gap-2 rounded-md border border-line p-3">
      <h3 className="font-medium text-ink-muted text-xs">{title}</h3>
      <p
        dir="auto"
        className="max-h-48 flex-1 overflow-y-auto whitespace-pre-wrap text-sm [overflow-wrap:anywhere]"
      >
        {text}
      </p>
      <Button size="sm" onClick={onChoose} className="self-start">
        {action}
      </Button>
    </section>
  );
}
