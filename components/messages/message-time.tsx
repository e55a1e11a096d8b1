'use client';
import { roomHref } from '@/components/rooms/room-path';
import { type ShownMessage, useConversation } from './conversation-context';

type Props = {
  message: ShownMessage;
  /** What of the time is shown. */
  text: string;
  /** Only in the row one is in, or points at: a stop at each message would make Tab a long way. */
  isTabStop: boolean;
  className: string;
};

/** When a message was written; once it is stored, the way to its own address. */
export function MessageTime({ message, text, isTabStop, className }: Props) {
  const { room, dates } = useConversation();
  const time = (
    <time
      dateTime={message.createdAt}
      // Only whoever points at it sees it, and to write it out is slow.
      title={isTabStop ? dates.fullOf(message.createdAt) : undefined}
      suppressHydrationWarning
    >
      {text}
    </time>
  );
  if ('state' in message || 'unreadable' in message) return <span className={className}>{time}</span>;
  return (
    <a
      href={roomHref(room.roomId, { messageId: message.id })}
      tabIndex={isTabStop ? 0 : -1}
      aria-label={dates.stampOf(message.createdAt)}
      // Too small for a finger, which finds the link in the row's sheet.
      className={`rounded-sm hover:underline touch:pointer-events-none ${className}`}
      suppressHydrationWarning
    >
      {time}
    </a>
  );
}
