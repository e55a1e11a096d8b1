'use client';
import { useTranslations } from 'next-intl';
import { useDraft } from '@/components/realtime/use-draft';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { useConversation } from './conversation-context';

type Props = { text: string; onClose: () => void };

/** The message is gone, what one was making of it is not: it can go into a new one, be copied by hand, or thrown away. */
export function EditOfDeleted({ text, onClose }: Props) {
  const t = useTranslations('chat.edit');
  const { room } = useConversation();
  const [draft, setDraft] = useDraft(room.roomId);
  const move = () => {
    setDraft(draft.trim() === '' ? text : `${draft}\n\n${text}`);
    onClose();
  };
  return (
    <div className="mt-1 mb-2 flex flex-col gap-2">
      <Notice tone="warn">{t('goneKept')}</Notice>
      <textarea
        readOnly
        dir="auto"
        value={text}
        aria-label={t('goneText')}
        rows={Math.min(8, text.split('\n').length + 1)}
        className="w-full resize-y rounded-md border border-line bg-sunken px-3 py-2"
      />
      <div className="flex flex-wrap gap-2">
        {room.archivedAt === null && (
          <Button size="sm" variant="primary" onClick={move}>
            {t('toComposer')}
          </Button>
        )}
        <Button size="sm" variant="ghost" onClick={onClose}>
          {t('throwAway')}
        </Button>
      </div>
    </div>
  );
}
