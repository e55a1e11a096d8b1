'use client';
import { ArrowUp } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, useEffect, useId } from 'react';
import { AttachButton } from '@/components/attachments/attach-button';
import { Attached } from '@/components/attachments/attached';
import { useAttaching } from '@/components/attachments/use-attaching';
import { press } from '@/components/keys/use-keys';
import { useChatActions } from '@/components/realtime/use-chat';
import { useDraft } from '@/components/realtime/use-draft';
import { classNames } from '@/components/ui/class-names';
import { IconButton } from '@/components/ui/icon-button';
import { isTouchDevice } from '@/components/ui/use-media';
import type { LocalFile } from '@/lib/attachments/client/local-file';
import type { Handlers } from '@/lib/keys/press';
import { BODY_MAX, BODY_WARN } from '@/lib/messages/contract';
import { roomHandle } from '@/lib/rooms/room-handle';
import { countCharacters, isStorable, normalizeBody } from '@/lib/text';
import { useConversation } from './conversation-context';
import { GrowingTextArea } from './growing-text-area';

type Props = {
  /** Edits the last own message; asked for with ↑ in the empty field. */
  onEditLast: () => void;
};

/** Where one writes. What is begun stays on this device, per room. */
export function Composer({ onEditLast }: Props) {
  const t = useTranslations('chat.composer');
  const { room, title, endWanted, composer } = useConversation();
  const name = roomHandle(room, title);
  const { send } = useChatActions();
  const [text, setText] = useDraft(room.roomId);
  const body = normalizeBody(text);
  const attaching = useAttaching(room.roomId, () => submit());
  const { tray, isAdding } = attaching;
  const problem = useProblem(body, tray);
  const problemId = useId();
  const canSend = (body.trim() !== '' || tray.length > 0 || isAdding) && problem === null;

  // With a real keyboard one types where one looks; a screen keyboard would cover half of the room. What else has the
  // focus by now keeps it, but for the link that led here and for what is hidden with the room one comes from.
  useEffect(() => {
    const focused = document.activeElement;
    const isFree = focused === document.body || focused?.matches('nav a') || !focused?.checkVisibility();
    if (isFree && !isTouchDevice()) composer.current?.focus();
  }, [composer]);

  const submit = () => {
    if (!canSend) return;
    if (isAdding) return attaching.awaitAdded();
    endWanted.current = true;
    send(
      room.roomId,
      body,
      tray.map(({ id }) => id),
    );
    setText('');
    composer.current?.focus();
  };

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const handlers = {
      send: () => !isTouchDevice() && submit(),
      // What a text field does with it by itself.
      newLine: () => false,
      editLast: onEditLast,
    } satisfies Handlers<'composer'>;
    press(event, handlers);
  };

  return (
    <form
      data-region="composer"
      className="shrink-0 px-3 pb-3 sm:px-5 sm:pb-4"
      onPaste={attaching.onPaste}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div className={boxClass}>
        <Attached attaching={attaching} room={name} onEmptied={() => composer.current?.focus()} />
        <div className="flex items-stretch">
          <AttachButton onChoose={attaching.choose} />
          <GrowingTextArea
            inputRef={composer}
            value={text}
            onChange={setText}
            onKeyDown={onKeyDown}
            aria-label={t('label', { room: name })}
            aria-describedby={problemId}
            placeholder={t('placeholder', { room: name })}
            enterKeyHint="enter"
            autoComplete="off"
            className="ps-1.5"
          />
          <IconButton
            type="submit"
            label={t('send')}
            icon={<ArrowUp strokeWidth={2.5} />}
            disabled={!canSend}
            onPointerDown={keepFocus}
            className={classNames(
              'm-1.5 size-8 self-end touch:size-11',
              canSend &&
                'bg-accent text-on-accent enabled:hover:bg-accent-hover enabled:hover:text-on-accent',
            )}
          />
        </div>
      </div>
      <div id={problemId} className="flex min-h-5.5 items-center justify-end gap-3 px-1 pt-1 text-xs">
        {problem && (
          <span role="alert" className="me-auto text-danger-ink">
            {problem}
          </span>
        )}
        <Counter body={body} />
        {!problem && text !== '' && <Keys />}
      </div>
    </form>
  );
}

const boxClass =
  'rounded-lg bg-surface shadow-[inset_0_0_0_1px_var(--line-strong)] transition-shadow ' +
  'focus-within:shadow-[inset_0_0_0_2px_var(--accent)]';

/** Pressing the button must not close a phone's keyboard. */
function keepFocus(event: { preventDefault: () => void }) {
  event.preventDefault();
}

function useProblem(body: string, tray: readonly LocalFile[]): string | null {
  const t = useTranslations('chat.composer');
  const uploads = useTranslations('uploads');
  if (!isStorable(body)) return t('forbidden');
  if (body.length > BODY_MAX && countCharacters(body) > BODY_MAX) return t('tooLong', { limit: BODY_MAX });
  // Sent without it, the text would speak of something that is not there.
  return tray.some(({ state }) => state === 'failed' || state === 'lost') ? uploads('blocked') : null;
}

/** A code point has at most two units, so short texts need no counting. */
function Counter({ body }: { body: string }) {
  const t = useTranslations('chat.composer');
  if (body.length < BODY_WARN) return null;
  const left = BODY_MAX - countCharacters(body);
  if (left > BODY_MAX - BODY_WARN) return null;
  return (
    <span className={classNames('tabular-nums', left < 0 ? 'font-medium text-danger-ink' : 'text-ink-muted')}>
      {left < 0 ? t('over', { count: -left }) : t('left', { count: left })}
    </span>
  );
}

function Keys() {
  const t = useTranslations('chat.composer');
  return (
    <span className="text-ink-faint max-sm:hidden touch:hidden">
      {t.rich('keys', { kbd: (key) => <kbd className="font-medium font-sans">{key}</kbd> })}
    </span>
  );
}
