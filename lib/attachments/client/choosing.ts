import { ATTACHMENTS_MAX, FILE_MAX } from '@/lib/attachments/contract';
import { cleanFileName } from '@/lib/attachments/naming';
import { isAccepted } from '@/lib/attachments/policy';
import { normalType } from './declared-type';

/** A file that is not taken, with the field of the contract that would refuse it. */
export type RefusedFile = { name: string; field: string; reason: string; limit?: number };

/** Which of the chosen files can go with what is being written, beside the `held` ones that do already. */
export function chooseFiles(
  chosen: readonly File[],
  held: number,
): { taken: File[]; refused: RefusedFile[] } {
  const taken: File[] = [];
  const refused: RefusedFile[] = [];
  for (const file of chosen) {
    const refusal = refusalOf(file, held + taken.length);
    if (refusal) refused.push({ name: cleanFileName(file.name), ...refusal });
    else taken.push(file);
  }
  return { taken, refused };
}

function refusalOf({ name, type, size }: File, held: number): Omit<RefusedFile, 'name'> | null {
  if (size === 0) return { field: 'size', reason: 'too_small' };
  if (size > FILE_MAX) return { field: 'size', reason: 'too_big' };
  const announced = { name: cleanFileName(name), type: normalType(type) };
  if (!isAccepted(announced)) return { field: 'type', reason: 'refused_type' };
  return held < ATTACHMENTS_MAX
    ? null
    : { field: 'attachmentIds', reason: 'too_big', limit: ATTACHMENTS_MAX };
}
