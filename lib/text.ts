import { z } from 'zod';

/** A character is a Unicode code point, here and in every limit the contracts name. */
export function countCharacters(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** Line ends `\n`, outer blank lines gone; everything else as typed. The same function on both sides of the wire. */
export function normalizeBody(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/^(?:[^\S\n]*\n)+/, '')
    .trimEnd();
}

/** NUL cannot be stored by Postgres; a lone surrogate is no character and would come back as something else. */
export function isStorable(text: string): boolean {
  return !/[\0\p{Cs}]/u.test(text);
}

/** A counter in an address, digits only: coercion would also take an empty text, `0x10` and `1e3`. */
export const wholeNumber = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number);

// Control, bidirectional and zero-width characters: in a name they only serve to look like another name.
const deceiving = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\u115f\u1160\u17b4\u17b5\u3164\uffa0]|\u034f/u;

/**
 * A name people see in lists: one line, outer blanks trimmed, inner runs of blanks folded, 1 to `max` characters.
 * Joiners (U+200C, U+200D) are refused with the other invisible ones.
 */
export function nameSchema(max: number) {
  return z
    .string()
    .transform((name) =>
      name
        .normalize('NFC')
        .replace(/[ \u00a0\u2000-\u200a\u202f\u205f\u3000]+/g, ' ')
        .trim(),
    )
    .superRefine((name, context) => {
      const count = countCharacters(name);
      if (count === 0) context.addIssue({ code: 'custom', params: { reason: 'blank' } });
      else if (count > max) context.addIssue({ code: 'custom', params: { reason: 'too_long', limit: max } });
      else if (!isStorable(name) || deceiving.test(name)) {
        context.addIssue({ code: 'custom', params: { reason: 'forbidden_characters' } });
      }
    });
}

const collator = new Intl.Collator('en', { numeric: true });

/** Orders names as people do: `room 2` before `room 10`, whatever the case; the same on the server and in each browser. */
export const compareNames: (a: string, b: string) => number = collator.compare;
