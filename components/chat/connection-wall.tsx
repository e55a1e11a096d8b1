'use client';
import { AlertDialog } from '@base-ui/react/alert-dialog';
import { useTranslations } from 'next-intl';
import { useConnection } from '@/components/realtime/use-chat';
import { Button } from '@/components/ui/button';
import { backdropClass, DialogActions, popupClass, viewportClass } from '@/components/ui/dialog';

/** The two states in which nothing goes on without the person: the session is over, the app is out of date. */
export function ConnectionWall() {
  const { status } = useConnection();
  const t = useTranslations('chat.connection');
  if (status !== 'session-over' && status !== 'outdated') return null;
  const area = status === 'outdated' ? 'outdated' : 'sessionOver';
  return (
    <AlertDialog.Root open>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className={backdropClass} />
        <AlertDialog.Viewport className={viewportClass}>
          <AlertDialog.Popup className={`${popupClass} p-5 sm:max-w-md`}>
            <AlertDialog.Title className="font-semibold text-lg tracking-tight">
              {t(`${area}.title`)}
            </AlertDialog.Title>
            <AlertDialog.Description className="mt-2 text-ink-muted text-sm">
              {t(`${area}.text`)}
            </AlertDialog.Description>
            <DialogActions>
              <Button variant="primary" onClick={status === 'outdated' ? reload : signInAgain}>
                {t(`${area}.action`)}
              </Button>
            </DialogActions>
          </AlertDialog.Popup>
        </AlertDialog.Viewport>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}

function reload() {
  window.location.reload();
}

/** A whole new page: nothing of the old session stays in memory. It leads back to the same place. */
function signInAgain() {
  const { pathname, search } = window.location;
  window.location.assign(`/sign-in?over&to=${encodeURIComponent(pathname + search)}`);
}
