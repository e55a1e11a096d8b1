'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useChatActions } from '@/components/realtime/use-chat';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { useToast } from '@/components/ui/toast';
import { useErrorText } from '@/lib/i18n/use-error-text';

type SignOut = {
  begin: () => Promise<void>;
  isAsking: boolean;
  setAsking: (asking: boolean) => void;
  force: () => Promise<void>;
};

/** Signs out; asks first when messages on this device would be lost with it. */
export function useSignOut(): SignOut {
  const { signOut } = useChatActions();
  const toast = useToast();
  const errorText = useErrorText();
  const [isAsking, setAsking] = useState(false);
  const leave = async (force: boolean) => {
    if ((await signOut({ force })) === 'asks') setAsking(true);
    // A whole new page: nothing of the session stays in memory.
    else window.location.assign('/sign-in');
  };
  return {
    isAsking,
    setAsking,
    begin: async () => {
      try {
        await leave(false);
      } catch (error) {
        toast({ title: errorText(error), tone: 'danger' });
      }
    },
    force: () => leave(true),
  };
}

export function SignOutDialog({ state }: { state: SignOut }) {
  const t = useTranslations('chat.signOut');
  return (
    <ConfirmDialog
      open={state.isAsking}
      onOpenChange={state.setAsking}
      title={t('title')}
      confirm={t('confirm')}
      danger
      onConfirm={state.force}
    >
      {t('text')}
    </ConfirmDialog>
  );
}
