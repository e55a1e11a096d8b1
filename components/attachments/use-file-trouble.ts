'use client';
import { useTranslations } from 'next-intl';
import type { LocalFile } from '@/lib/attachments/client/local-file';
import { useErrorText, useFieldText } from '@/lib/i18n/use-error-text';

/** Why a file is not there, in words: by the field that was refused, where one was. Null when nothing is wrong. */
export function useFileTrouble({ state, error }: LocalFile): string | null {
  const t = useTranslations('uploads');
  const errorText = useErrorText();
  const fieldText = useFieldText();
  if (state === 'lost') return t('lost');
  if (error === null) return null;
  const [field] = Object.entries(error.fields);
  return field ? fieldText(...field) : errorText(error);
}
