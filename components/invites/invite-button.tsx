'use client';
import { UserPlus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { InviteDialog } from '@/components/invites/invite-dialog';
import { useMe } from '@/components/realtime/use-chat';
import { Button } from '@/components/ui/button';

/** Opens the invite dialog; guests do not see it. */
export function InviteButton() {
  const t = useTranslations('invites');
  const me = useMe();
  const [open, setOpen] = useState(false);
  if (me.role === 'guest') return null;
  return (
    <>
      <Button variant="primary" onClick={() => setOpen(true)}>
        <UserPlus aria-hidden className="size-4" />
        {t('title')}
      </Button>
      <InviteDialog open={open} onOpenChange={setOpen} />
    </>
  );
}
