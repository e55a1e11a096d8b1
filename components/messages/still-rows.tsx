'use client';
import { classNames } from '@/components/ui/class-names';
import type { Row } from '@/lib/messages/rows';
import { Beginning } from './beginning';
import type { ShownMessage } from './conversation-context';
import type { Landing } from './landing';
import { MessageRow } from './message-row';

/** Enough to fill a large screen. */
const ROWS = 40;
/** So many rows fill half of it: a message nearer to the room's end than that cannot stand in the middle. */
const HALF = 12;

type Props = { rows: readonly Row<ShownMessage>[]; hasBefore: boolean; landing: Landing };

/**
 * The part of the log one will see first, as a server can draw it: without sizes. It stands where the log will stand.
 * Hours depend on the device and stay hidden.
 */
export function StillRows({ rows, hasBefore, landing }: Props) {
  const { align } = landing.stand;
  const at = rows.findIndex(({ message }) => 'seq' in message && message.seq >= landing.seq);
  const isAmid = align === 'center' && at >= HALF && rows.length - at > HALF;
  const begin =
    align === 'end' || at < 0
      ? Math.max(0, rows.length - ROWS)
      : Math.max(0, at - (align === 'center' ? ROWS / 2 : 0));
  const lit = align === 'center' ? rows[at] : undefined;
  const draw = (some: readonly Row<ShownMessage>[]) =>
    some.map((row) => (
      <div key={row.message.id} className={classNames(row === lit && litClass)}>
        <MessageRow row={row} />
      </div>
    ));
  if (isAmid)
    return (
      <div {...still} className={classNames(stillClass, 'grid grid-rows-[1fr_auto_1fr]')}>
        <div className="flex min-h-0 flex-col justify-end overflow-hidden">{draw(rows.slice(begin, at))}</div>
        {draw(rows.slice(at, at + 1))}
        <div className="min-h-0 overflow-hidden">{draw(rows.slice(at + 1, at + ROWS / 2))}</div>
      </div>
    );
  return (
    <div
      {...still}
      className={classNames(
        stillClass,
        'flex flex-col pb-4',
        align === 'start' ? 'justify-end-safe' : 'justify-end',
      )}
    >
      {begin === 0 && !hasBefore && <Beginning />}
      {draw(rows.slice(begin, begin + ROWS))}
    </div>
  );
}

// Where somebody comes back to, it may be hidden before the browser has taken over (hide-still-rows.tsx).
const still = {
  role: 'log',
  'aria-live': 'off',
  'data-still': true,
  suppressHydrationWarning: true,
} as const;
const stillClass = 'min-h-0 flex-1 overflow-hidden [&_time]:invisible';
export const litClass = '[&>article]:bg-accent-soft';
