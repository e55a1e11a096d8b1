import { picturesHeight, videoBox } from '@/lib/attachments/picture-layout';
import { looksLike, type ShownFile } from './shown-file';

/** Above the first and below the last, and between two; of a row, and of something to hear. CSS pixels. */
const AROUND = 10;
const BETWEEN = 6;
const ROW = 56;
const AUDIO = 88;

/** How high a message's files will be in a column so wide, before they are drawn. CSS pixels. */
export function filesHeight(files: readonly ShownFile[], columnWidth: number): number {
  if (files.length === 0) return 0;
  const pictures = files.filter((shown) => looksLike(shown) === 'picture');
  const others = files.filter((shown) => looksLike(shown) !== 'picture');
  const heights = others.map((shown) => {
    const look = looksLike(shown);
    if (look === 'audio') return AUDIO;
    if (look === 'row') return shown.from === 'nowhere' ? 20 : ROW;
    const { width, height } = videoBox(sizeOf(shown));
    return height * Math.min(1, columnWidth / width);
  });
  if (pictures.length > 0) heights.push(picturesHeight(pictures.map(sizeOf), columnWidth));
  return Math.round(
    AROUND + BETWEEN * (heights.length - 1) + heights.reduce((sum, height) => sum + height, 0),
  );
}

function sizeOf(shown: ShownFile): { width: number | null; height: number | null } {
  return shown.from === 'nowhere' ? { width: null, height: null } : shown.file;
}
