'use client';
import { useTranslations } from 'next-intl';
import { Notice } from '@/components/ui/notice';
import { filePath } from '../shown-file';

/** A PDF in the browser's own viewer, where it has one: most phones hand PDFs to an app of theirs. */
export function PdfFrame({ file }: { file: { id: string; name: string } }) {
  const t = useTranslations('files.reader');
  if (!navigator.pdfViewerEnabled) return <Notice>{t('noPdf')}</Notice>;
  return (
    <iframe
      src={filePath(file.id)}
      title={file.name}
      className="h-[65dvh] w-full rounded-md bg-sunken shadow-[inset_0_0_0_1px_var(--line)]"
    />
  );
}
