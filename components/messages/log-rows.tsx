'use client';
import type { ReactNode } from 'react';
import { classNames } from '@/components/ui/class-names';
import type { Row } from '@/lib/messages/rows';
import { Beginning } from './beginning';
import type { ShownMessage } from './conversation-context';
import { MessageRow } from './message-row';
import type { LogVirtualizer } from './use-log-scroll';

type Props = { rows: readonly Row<ShownMessage>[]; hasBefore: boolean };
/** `tabStop`: the row that Tab leads to. */
type ScrolledProps = Props & { virtualizer: LogVirtualizer; tabStop: number };

/** The rows in view and a few around them. A log shorter than its place stands at the bottom, above the composer. */
export function LogRows({ virtualizer, rows, hasBefore, tabStop }: ScrolledProps) {
  if (rows.length === 0 && !hasBefore)
    return (
      <AtBottom>
        <div className="pb-4">
          <Beginning />
        </div>
      </AtBottom>
    );
  return (
    <AtBottom>
      <div className="relative w-full" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ key, index, start }) => {
          const row = rows[index];
          if (!row) return null;
          return (
            <div
              key={key}
              data-index={index}
              ref={virtualizer.measureElement}
              // A transform would make each row a layer of its own; hovering toolbars then hide under the next row.
              className="absolute inset-x-0 hover:z-10 focus-within:z-10"
              style={{ top: start }}
            >
              {index === 0 && !hasBefore && <Beginning />}
              <MessageRow row={row} tabIndex={index === tabStop ? 0 : -1} />
            </div>
          );
        })}
      </div>
    </AtBottom>
  );
}

/** Enough to fill a large screen. */
const STILL_ROWS = 40;

/**
 * The part of the log one will see first, as a server can draw it: without sizes. It begins at the "New" line if there
 * is one and more below it than fits, else it ends at the bottom. Hours depend on the device and stay hidden.
 */
export function StillRows({ rows, hasBefore }: Props) {
  const firstNew = rows.findIndex((row) => row.isFirstNew);
  const begin = firstNew === -1 ? Math.max(0, rows.length - STILL_ROWS) : firstNew;
  return (
    <div
      role="log"
      aria-live="off"
      className={classNames(
        'flex min-h-0 flex-1 flex-col overflow-hidden pb-4 [&_time]:invisible',
        firstNew === -1 ? 'justify-end' : 'justify-end-safe',
      )}
    >
      {begin === 0 && !hasBefore && <Beginning />}
      {rows.slice(begin, begin + STILL_ROWS).map((row) => (
        <div key={row.message.id}>
          <MessageRow row={row} tabIndex={-1} />
        </div>
      ))}
    </div>
  );
}

function AtBottom({ children }: { children: ReactNode }) {
  return <div className="flex min-h-full flex-col justify-end">{children}</div>;
}
