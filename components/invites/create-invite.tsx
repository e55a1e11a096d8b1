'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { CopyField } from '@/components/ui/copy-field';
import { LocalTime } from '@/components/ui/local-time';
import { Notice } from '@/components/ui/notice';
import { textOf, useForm } from '@/components/ui/use-form';
import { call } from '@/lib/http/api';
import { createdInviteAnswer, createInviteInput } from '@/lib/invites/contract';
import { InviteOptions, type InviteRoom } from './invite-options';
import { rememberInvite } from './made-invites';

type Made = { url: string; expiresAt: string; maxUses: number };
type Props = {
  mayInviteAdmins: boolean;
  /** Rooms whoever follows the link can be brought into; a guest needs one. */
  rooms?: readonly InviteRoom[] | undefined;
  /** The room already chosen. */
  roomId?: string | undefined;
  onMade?: () => void;
};

/** Makes a link that lets people in. It is shown once: only its hash is kept. */
export function CreateInvite({ mayInviteAdmins, rooms = [], roomId, onMade }: Props) {
  const t = useTranslations('invites');
  const [made, setMade] = useState<Made | null>(null);
  const form = useForm({
    send: async (data) => {
      const body = createInviteInput.parse({
        role: textOf(data, 'role'),
        days: Number(textOf(data, 'days')),
        uses: Number(textOf(data, 'uses')),
        ...(textOf(data, 'roomId') && { roomId: textOf(data, 'roomId') }),
      });
      const { invite } = await call('POST', '/api/invites', { body, answer: createdInviteAnswer });
      setMade(invite);
      rememberInvite(invite.id, invite.url);
      onMade?.();
    },
  });
  if (made) return <MadeInvite made={made} onAnother={() => setMade(null)} />;
  return (
    <form {...form.props} className="flex flex-col gap-4">
      <InviteOptions mayInviteAdmins={mayInviteAdmins} rooms={rooms} roomId={roomId} errorOf={form.errorOf} />
      {form.failure && <Notice tone="danger">{form.failure}</Notice>}
      <Button type="submit" variant="primary" {...form.button} className="h-10 self-start">
        {t('make')}
      </Button>
    </form>
  );
}

function MadeInvite({ made, onAnother }: { made: Made; onAnother: () => void }) {
  const t = useTranslations('invites');
  return (
    <div className="flex flex-col items-start gap-3">
      <div className="w-full">
        <CopyField label={t('link')} value={made.url} />
      </div>
      <p className="text-ink-muted text-sm">
        {t.rich('madeText', { uses: made.maxUses, when: () => <LocalTime at={made.expiresAt} /> })}
      </p>
      <Button variant="ghost" size="sm" className="-ml-3" onClick={onAnother}>
        {t('another')}
      </Button>
    </div>
  );
}
