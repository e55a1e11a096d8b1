'use client';
import { useTranslations } from 'next-intl';
import { useConnection } from '@/components/realtime/use-chat';
import { Button } from '@/components/ui/button';
import { DialogActions } from '@/components/ui/dialog';
import { popupClass } from '@/components/ui/dialog-class';

/** The two states in which nothing goes on without the person: the session is over, the app is out of date. */
export function ConnectionWall() {
  const { status } = useConnection();
  const t = useTranslations('chat.connection');
  if (status !== 'session-over' && status !== 'outdated') return null;
  const area = status === 'outdated' ? 'outdated' : 'sessionOver';
  return (
    // The browser's own: when the app is out of date, the files of other dialogs may be gone from the server.
    <dialog
      ref={showModal}
      onCancel={(event) => event.preventDefault()}
      role="alertdialog"
      aria-labelledby="wall-title"
      aria-describedby="wall-text"
      className={`${popupClass} p-5 backdrop:bg-scrim max-sm:mt-auto max-sm:mb-0 max-sm:max-w-full sm:m-auto sm:max-w-md`}
    >
      <h2 id="wall-title" className="font-semibold text-lg tracking-tight">
        {t(`${area}.title`)}
      </h2>
      <p id="wall-text" className="mt-2 text-ink-muted text-sm">
        {t(`${area}.text`)}
      </p>
      <DialogActions>
        <Button variant="primary" onClick={status === 'outdated' ? reload : signInAgain}>
          {t(`${area}.action`)}
        </Button>
      </DialogActions>
    </dialog>
  );
}

function showModal(dialog: HTMLDialogElement | null) {
  dialog?.showModal();
}

function reload() {
  window.location.reload();
}

/** A whole new page: nothing of the old session stays in memory. It leads back to the same place. */
function signInAgain() {
  const { pathname, search } = window.location;
  window.location.assign(`/sign-in?over&to=${encodeURIComponent(pathname + search)}`);
}
