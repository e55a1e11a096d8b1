'use client';
import { Hash, Lock, MessageCircle, NotebookPen } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { roomHandle } from '@/lib/rooms/room-handle';
import { useConversation } from './conversation-context';

/** What stands above the very first message: what this place is. */
export function Beginning() {
  const t = useTranslations('chat.room');
  const { room, title } = useConversation();
  const name = roomHandle(room, title);
  const isNotes = room.kind === 'direct' && room.memberIds?.length === 1;
  const looks = {
    notes: { icon: <NotebookPen />, title: t('beginningNotes'), text: t('beginningNotesText') },
    direct: {
      icon: <MessageCircle />,
      title: t('beginningDirect', { names: title }),
      text: t('beginningDirectText'),
    },
    private: { icon: <Lock />, title: t('beginning', { name }), text: t('beginningPrivate') },
    room: { icon: <Hash />, title: t('beginning', { name }), text: t('beginningText') },
  };
  const look =
    looks[
      isNotes ? 'notes' : room.kind === 'direct' ? 'direct' : room.kind === 'private' ? 'private' : 'room'
    ];
  return (
    <div className="px-3 pt-10 pb-2 sm:px-5">
      <div
        aria-hidden
        className="mb-3 flex size-12 items-center justify-center rounded-xl bg-accent-soft text-accent-ink [&_svg]:size-6"
      >
        {look.icon}
      </div>
      <h2 className="font-semibold text-xl tracking-tight [overflow-wrap:anywhere]">{look.title}</h2>
      <p className="mt-1 max-w-prose text-ink-muted text-sm">{look.text}</p>
      {room.topic !== '' && (
        <p dir="auto" className="mt-2 max-w-prose text-sm">
          {room.topic}
        </p>
      )}
    </div>
  );
}
