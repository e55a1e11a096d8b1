'use client';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, useRef, useState } from 'react';
import { press } from '@/components/keys/use-keys';
import { useChatActions } from '@/components/realtime/use-chat';
import { Button } from '@/components/ui/button';
import { isTouchDevice } from '@/components/ui/use-media';
import { ApiError } from '@/lib/http/api';
import { useErrorText, useFieldText } from '@/lib/i18n/use-error-text';
import type { Handlers } from '@/lib/keys/press';
import { isBlank, type LiveMessage, type Message, message as messageSchema } from '@/lib/messages/contract';
import { normalizeBody } from '@/lib/text';
import { useConversation } from './conversation-context';
import { EditConflict } from './edit-conflict';
import { EditOfDeleted } from './edit-of-deleted';
import { GrowingTextArea } from './growing-text-area';
import { useOpenEdit } from './use-open-edit';

type Saving = { pending: boolean; error: string | null; stored: LiveMessage | null };
const idle: Saving = { pending: false, error: null, stored: null };

/** Changes a message where it stands. Another device may have been quicker: then both texts are shown. */
export function MessageEditor({ message }: { message: Message }) {
  const t = useTranslations('chat.edit');
  const { room, edit, composer } = useConversation();
  const actions = useChatActions();
  const refusal = useRefusal();
  const field = useRef<HTMLTextAreaElement | null>(null);
  // What is on screen when the editing begins: a change that comes in meanwhile must not be overwritten unseen.
  const [begun] = useState(message);
  const { kept, keep } = useOpenEdit(room.roomId, message);
  const [text, setText] = useState(kept?.text ?? (begun.deleted ? '' : begun.body));
  const [saving, setSaving] = useState(idle);
  const body = normalizeBody(text);
  // A text may go if files stay.
  const isNothing = isBlank({ ...begun, body });

  const close = () => {
    edit(null);
    composer.current?.focus();
  };
  if (message.deleted || begun.deleted) return <EditOfDeleted text={text} onClose={close} />;

  const seenVersion = kept?.version ?? begun.version;
  const change = (next: string) => {
    setText(next);
    keep({ version: seenVersion, text: next });
  };
  const save = async (version: number) => {
    if (isNothing || saving.pending) return;
    if (body === begun.body && version === begun.version) return close();
    setSaving({ ...idle, pending: true });
    try {
      await actions.edit(room.roomId, message.id, body, version);
      close();
    } catch (error) {
      setSaving(refusal(error));
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const handlers = {
      save: () => !isTouchDevice() && void save(seenVersion),
      cancel: close,
    } satisfies Handlers<'editor'>;
    press(event, handlers);
  };

  if (saving.stored) {
    const { body: theirs, version } = saving.stored;
    return (
      <EditConflict theirs={theirs} mine={body} onKeepMine={() => void save(version)} onKeepTheirs={close} />
    );
  }
  return (
    <div className="mt-1 mb-1.5">
      <div className="rounded-lg bg-surface shadow-[inset_0_0_0_2px_var(--accent)]">
        <GrowingTextArea
          inputRef={field}
          // Whoever comes back to it has not asked for it again: the focus stays where it is.
          autoFocus={kept === null}
          onFocus={(event) =>
            event.target.setSelectionRange(event.target.value.length, event.target.value.length)
          }
          value={text}
          onChange={change}
          onKeyDown={onKeyDown}
          aria-label={t('label')}
        />
      </div>
      <div className="mt-1.5 flex flex-wrap items-center gap-2">
        <Button
          size="sm"
          variant="primary"
          pending={saving.pending}
          disabled={isNothing}
          onClick={() => void save(seenVersion)}
        >
          {t('save')}
        </Button>
        <Button size="sm" variant="ghost" onClick={close}>
          {t('cancel')}
        </Button>
        <span className="text-ink-faint text-xs touch:hidden">
          {t.rich('hint', { kbd: (key) => <kbd className="font-medium font-sans">{key}</kbd> })}
        </span>
        <span role="alert" className="text-danger-ink text-sm">
          {saving.error}
        </span>
      </div>
    </div>
  );
}

function useRefusal(): (error: unknown) => Saving {
  const errorText = useErrorText();
  const fieldText = useFieldText();
  const t = useTranslations('chat.edit');
  return (error) => {
    if (!(error instanceof ApiError)) return { ...idle, error: errorText(error) };
    const stored = messageSchema.safeParse(error.current);
    if (error.code === 'conflict' && stored.success && !stored.data.deleted)
      return { ...idle, stored: stored.data };
    if (error.code === 'conflict') return { ...idle, error: t('gone') };
    const field = error.fields['body'];
    return { ...idle, error: field ? fieldText('body', field) : errorText(error) };
  };
}
