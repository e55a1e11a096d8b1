'use client';
import { useTranslations } from 'next-intl';
import { type ClipboardEvent, type RefObject, useEffect } from 'react';
import { useUsers } from '@/components/realtime/use-chat';
import { useVisitState } from '@/components/rooms/visit';
import { type CopiedMessage, copiedHtml, copiedText } from '@/lib/messages/copied';
import type { Row } from '@/lib/messages/rows';
import { type ShownMessage, useConversation } from './conversation-context';
import { markupOf, textOf } from './selected-text';

/** The messages at the ends of what is selected. */
export type Selected = { from: string; to: string } | null;

/**
 * Text selected over several messages: their rows stay mounted, or the selection would go with them, and what is copied
 * says of each message who wrote it and when. Inside one message the browser copies as ever.
 */
export function useSelection(
  scroller: RefObject<HTMLDivElement | null>,
  rows: readonly Row<ShownMessage>[],
): { selected: Selected; onCopy: (event: ClipboardEvent) => void } {
  const t = useTranslations('chat.log');
  const { dates, firstUsers } = useConversation();
  const users = useUsers();
  const [selected, setSelected] = useVisitState((): Selected => null);

  useEffect(() => {
    const onChange = () => {
      const next = readSelected(scroller.current);
      setSelected((was) => (was?.from === next?.from && was?.to === next?.to ? was : next));
    };
    document.addEventListener('selectionchange', onChange);
    return () => document.removeEventListener('selectionchange', onChange);
  }, [scroller, setSelected]);

  const onCopy = (event: ClipboardEvent) => {
    const range = rangeIn(scroller.current);
    const bodies = [...(scroller.current?.querySelectorAll<HTMLElement>('article [data-body]') ?? [])];
    const copied = bodies.flatMap((body): CopiedMessage[] => {
      const id = body.closest('article')?.dataset['messageId'];
      const message = rows.find((row) => row.message.id === id)?.message;
      const part = range && message && within(range, body);
      if (!part) return [];
      const author = users[message.authorId] ?? firstUsers[message.authorId];
      const fragment = part.cloneContents();
      return [
        {
          name: author?.name || t('formerMember'),
          time: dates.stampOf(message.createdAt),
          text: textOf(fragment),
          html: markupOf(fragment),
        },
      ];
    });
    if (copied.length < 2) return;
    event.preventDefault();
    event.clipboardData.setData('text/plain', copiedText(copied));
    event.clipboardData.setData('text/html', copiedHtml(copied));
  };
  return { selected, onCopy };
}

function rangeIn(log: HTMLElement | null): Range | null {
  const selection = document.getSelection();
  if (!log || !selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  return range.intersectsNode(log) ? range : null;
}

function readSelected(log: HTMLElement | null): Selected {
  const range = rangeIn(log);
  const from = range && messageAt(range.startContainer);
  const to = range && messageAt(range.endContainer);
  return from && to ? { from, to } : null;
}

function messageAt(node: Node): string | null {
  const element = node instanceof Element ? node : node.parentElement;
  const row = element?.closest('[data-seq]')?.querySelector<HTMLElement>('article');
  return row?.dataset['messageId'] ?? null;
}

/** What of `body` is selected; null for nothing. */
function within(range: Range, body: HTMLElement): Range | null {
  if (!range.intersectsNode(body)) return null;
  const part = document.createRange();
  part.selectNodeContents(body);
  if (range.compareBoundaryPoints(Range.START_TO_START, part) > 0) {
    part.setStart(range.startContainer, range.startOffset);
  }
  if (range.compareBoundaryPoints(Range.END_TO_END, part) < 0) {
    part.setEnd(range.endContainer, range.endOffset);
  }
  const isNothing = part.toString() === '' && !part.cloneContents().querySelector('[data-file]');
  return isNothing ? null : part;
}
