'use client';
import { useTranslations } from 'next-intl';
import type { ComponentType } from 'react';
import { classNames } from '@/components/ui/class-names';
import { type Box, gridRows, pictureBox } from '@/lib/attachments/picture-layout';
import type { KnownFile, ShownFile } from './shown-file';

/** Null until its code is here. */
type View = ComponentType<{ shown: KnownFile; fit: Box['fit'] }> | null;

/**
 * One picture in its own shape, several in rows of two and three. Their places are there before they are (see
 * picture-layout.ts, which knows the same sizes): nothing moves when they come.
 */
export function PictureGrid({ pictures, View }: { pictures: readonly ShownFile[]; View: View }) {
  const [only] = pictures;
  if (!only) return null;
  if (pictures.length === 1) return <One shown={only} View={View} />;
  const rows = gridRows(pictures.length);
  const wide = rows.filter((cells) => cells === 2).length * 2;
  return (
    <li className="grid max-w-[30rem] grid-cols-6 gap-1">
      {pictures.map((shown, place) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: a message's files never change their order.
          key={place}
          className={classNames(
            'overflow-hidden rounded-md',
            place < wide ? 'col-span-3 aspect-[3/2]' : 'col-span-2 aspect-square',
          )}
        >
          {shown.from === 'nowhere' || !View ? <Place /> : <View shown={shown} fit="cover" />}
        </div>
      ))}
    </li>
  );
}

function One({ shown, View }: { shown: ShownFile; View: View }) {
  const size = shown.from === 'nowhere' ? { width: null, height: null } : shown.file;
  const { width, height, fit } = pictureBox(size);
  return (
    <li
      className="max-w-full overflow-hidden rounded-md"
      style={{ width: `${width}px`, aspectRatio: `${width} / ${height}` }}
    >
      {shown.from === 'nowhere' || !View ? <Place /> : <View shown={shown} fit={fit} />}
    </li>
  );
}

/** What it is is not known yet, or not how to draw it. */
function Place() {
  const t = useTranslations('files');
  return (
    <div className="size-full bg-sunken">
      <span className="sr-only">{t('loading')}</span>
    </div>
  );
}
