'use client';
import { AlertDialog } from '@base-ui/react/alert-dialog';
import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { useErrorText } from '@/lib/i18n/use-error-text';
import { Button } from './button';
import { classNames } from './class-names';
import { DialogActions } from './dialog';
import { backdropClass, popupClass, viewportClass } from './dialog-class';
import { Notice } from './notice';
import { useBackCloses } from './use-back-closes';

export type ConfirmProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  /** What will happen, and what will not. */
  children: ReactNode;
  /** The verb itself: "Delete", "Leave"; never "OK". */
  confirm: string;
  danger?: boolean;
  /** The dialog closes when it is done, and stays with the reason when it is refused. */
  onConfirm: () => Promise<void> | void;
  /** Where the focus goes when it closes; else, and for null, back to where it was. */
  finalFocus?: () => HTMLElement | null;
};

export function ConfirmPopup(props: ConfirmProps) {
  const { open, onOpenChange, title, children, confirm, danger, onConfirm, finalFocus } = props;
  const t = useTranslations('common');
  const errorText = useErrorText();
  const [state, setState] = useState<{ pending: boolean; error: unknown }>({ pending: false, error: null });

  const change = (next: boolean) => {
    if (!next) setState({ pending: false, error: null });
    onOpenChange(next);
  };
  const changeByHand = useBackCloses(open, change);
  const run = async () => {
    setState({ pending: true, error: null });
    try {
      await onConfirm();
      change(false);
    } catch (error) {
      setState({ pending: false, error });
    }
  };

  return (
    <AlertDialog.Root open={open} onOpenChange={changeByHand}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className={backdropClass} />
        <AlertDialog.Viewport className={viewportClass}>
          <AlertDialog.Popup
            {...(finalFocus && { finalFocus })}
            className={classNames(
              popupClass,
              'overflow-y-auto p-5 pb-[calc(1.25rem+env(safe-area-inset-bottom))] sm:max-w-md sm:pb-5',
            )}
          >
            <AlertDialog.Title className="font-semibold text-lg tracking-tight">{title}</AlertDialog.Title>
            <AlertDialog.Description render={<div />} className="mt-2 text-ink-muted text-sm">
              {children}
            </AlertDialog.Description>
            {state.error !== null && (
              <Notice tone="danger" className="mt-4">
                {errorText(state.error)}
              </Notice>
            )}
            <DialogActions>
              <AlertDialog.Close render={<Button variant="ghost">{t('cancel')}</Button>} />
              <Button
                variant={danger ? 'danger' : 'primary'}
                pending={state.pending}
                onClick={() => void run()}
              >
                {confirm}
              </Button>
            </DialogActions>
          </AlertDialog.Popup>
        </AlertDialog.Viewport>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
