'use client';
import { Download } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Suspense } from 'react';
import { Button } from '@/components/ui/button';
import { buttonClass } from '@/components/ui/button-class';
import { Dialog } from '@/components/ui/dialog';
import { ErrorState } from '@/components/ui/error-state';
import { Notice } from '@/components/ui/notice';
import { RowsSkeleton } from '@/components/ui/rows-skeleton';
import { type Loaded, useLoad, useLoaded } from '@/components/ui/use-load';
import type { Attachment } from '@/lib/attachments/contract';
import { filePath } from '../shown-file';
import { PdfFrame } from './pdf-frame';
import { type ReadText, readText } from './read-text';

type Props = { file: Attachment; open: boolean; onClose: () => void };

/** A text or a PDF, to be read in place. */
export function Reader({ file, open, onClose }: Props) {
  const t = useTranslations('files');
  return (
    <Dialog open={open} onOpenChange={(next) => !next && onClose()} size="lg" title={file.name}>
      {file.type === 'application/pdf' ? <PdfFrame file={file} /> : <TextOf file={file} />}
      <a
        href={filePath(file.id, { download: true })}
        download={file.name}
        aria-label={t('download', { name: file.name })}
        className={buttonClass('secondary', 'md', 'mt-4')}
      >
        <Download aria-hidden className="size-4" />
        {t('downloadShort')}
      </a>
    </Dialog>
  );
}

function TextOf({ file }: { file: Attachment }) {
  const [loading, reload] = useLoad(() => readText(filePath(file.id)));
  return (
    <Suspense fallback={<RowsSkeleton rows={5} />}>
      <Text loading={loading} reload={reload} />
    </Suspense>
  );
}

function Text({ loading, reload }: { loading: Promise<Loaded<ReadText>>; reload: () => void }) {
  const t = useTranslations('files');
  const common = useTranslations('common');
  const { data } = useLoaded(loading);
  if (!data)
    return (
      <ErrorState title={t('reader.failed')} action={<Button onClick={reload}>{common('retry')}</Button>}>
        {t('viewer.failedText')}
      </ErrorState>
    );
  return (
    <>
      <pre
        dir="auto"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
        tabIndex={0}
        className="max-h-[55dvh] overflow-auto whitespace-pre-wrap rounded-md bg-sunken p-4 font-mono text-sm [overflow-wrap:anywhere]"
      >
        {data.text}
      </pre>
      {data.isCut && <Notice className="mt-3">{t('reader.cut')}</Notice>}
    </>
  );
}
