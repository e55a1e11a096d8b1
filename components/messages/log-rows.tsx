'use client';
import { memo, type ReactNode, type RefObject } from 'react';
import { classNames } from '@/components/ui/class-names';
import { blockOf, type Drawn } from '@/lib/messages/drawn-rows';
import { type Row, seqOf } from '@/lib/messages/rows';
import { Beginning } from './beginning';
import type { ShownMessage } from './conversation-context';
import { MessageRow } from './message-row';
import { litClass } from './still-rows';
import { type DrawnOptions, useDrawnRows } from './use-drawn-rows';

type Props = DrawnOptions & {
  editingId: string | null;
  /** The message somebody came for. */
  litSeq: number | null;
  /** Whose children are the blocks. */
  list: RefObject<HTMLDivElement | null>;
};

/**
 * The drawn rows, one below the other. A log shorter than its place stands at the bottom, above the composer. Each drawing
 * is looked at as a whole, so it is for rows alone.
 */
export const LogRows = memo(function LogRows({ editingId, litSeq, list, ...options }: Props) {
  const { rows, hasBefore } = options;
  const { drawn, tail } = useDrawnRows(options);
  const isEmpty = rows.length === 0 && !hasBefore;
  const blocks = blocksOf(rows, drawn, tail);
  return (
    <AtBottom>
      {isEmpty && <Beginning />}
      <div ref={list} className="relative">
        {blocks.map(({ number, ...block }) => (
          <Block key={number} {...block} {...{ hasBefore, editingId, litSeq }} />
        ))}
      </div>
    </AtBottom>
  );
});

type BlockProps = Pick<Props, 'hasBefore' | 'editingId' | 'litSeq'> & {
  /** The place of its first row among all. */
  first: number;
  rows: Row<ShownMessage>[];
};

/** Moved as it is when others come or go above it: without a place of its own each row would be painted anew. */
const Block = memo(function Block({ first, rows, hasBefore, editingId, litSeq }: BlockProps) {
  return (
    <div className="translate-y-0">
      {rows.map((row, place) => (
        <PlacedRow
          key={row.message.id}
          row={row}
          isEdited={row.message.id === editingId}
          isLit={litSeq !== null && seqOf(row) === litSeq}
          isFirst={first + place === 0 && !hasBefore}
        />
      ))}
    </div>
  );
}, isSameBlock);

/** Its place counts only where the room begins. */
function isSameBlock(one: BlockProps, other: BlockProps): boolean {
  const isSame =
    one.hasBefore === other.hasBefore && one.editingId === other.editingId && one.litSeq === other.litSeq;
  const isFirst = one.first === 0 || other.first === 0;
  if (!isSame || (isFirst && one.first !== other.first) || one.rows.length !== other.rows.length)
    return false;
  return one.rows.every((row, place) => row === other.rows[place]);
}

function blocksOf(rows: Props['rows'], drawn: Drawn, tail: number) {
  const blocks: { number: number; first: number; rows: Row<ShownMessage>[] }[] = [];
  for (const [place, row] of rows.slice(drawn.first, drawn.last + 1).entries()) {
    const number = blockOf(row, tail);
    const last = blocks.at(-1);
    if (last?.number === number) last.rows.push(row);
    else blocks.push({ number, first: drawn.first + place, rows: [row] });
  }
  return blocks;
}

type PlacedProps = {
  row: Row<ShownMessage>;
  isEdited: boolean;
  isLit: boolean;
  /** The room begins here. */
  isFirst: boolean;
};

/** When others come or go, those that stay have nothing new to show. */
const PlacedRow = memo(function PlacedRow({ row, isEdited, isLit, isFirst }: PlacedProps) {
  return (
    <div
      data-seq={seqOf(row) ?? ''}
      className={classNames('[&>article]:transition-colors [&>article]:duration-300', isLit && litClass)}
    >
      {isFirst && <Beginning />}
      <MessageRow {...{ row, isEdited }} />
    </div>
  );
});

function AtBottom({ children }: { children: ReactNode }) {
  return <div className="flex min-h-full flex-col justify-end pb-4">{children}</div>;
}
