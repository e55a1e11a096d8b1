'use client';
import { TextSelect } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useSaid } from '@/components/attachments/use-said';
import { Sheet, SheetAction } from '@/components/ui/sheet';
import type { LiveMessage } from '@/lib/messages/contract';
import { useConversation, useHeldFiles } from './conversation-context';
import { type MessageAction, useMessageActions } from './message-actions';

type Props = {
  message: LiveMessage;
  author: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onSelectText: () => void;
};

/** What one may do with a message, for fingers. */
export function MessageSheet({ message, author, open, onOpenChange, onSelectText }: Props) {
  const t = useTranslations('chat.log');
  const { dates } = useConversation();
  const files = useHeldFiles();
  const said = useSaid()(message, files);
  const actions = useMessageActions(message);
  const all = [
    ...actions.filter(({ isDanger }) => !isDanger),
    { label: t('selectText'), icon: <TextSelect />, run: onSelectText },
    ...actions.filter(({ isDanger }) => isDanger),
  ];
  const choose = (run: () => void) => () => {
    onOpenChange(false);
    run();
  };
  return (
    <Sheet
      open={open}
      onOpenChange={onOpenChange}
      title={t('actions')}
      about={t('announce', { name: author, text: said.slice(0, ABOUT_MAX) })}
      note={dates.fullOf(message.createdAt)}
    >
      <ul>
        {all.map(({ label, icon, isDanger = false, run }: MessageAction) => (
          <li key={label}>
            <SheetAction icon={icon} isDanger={isDanger} onClick={choose(run)}>
              {label}
            </SheetAction>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}

/** More than one line of the widest phone never shows. */
const ABOUT_MAX = 120;
