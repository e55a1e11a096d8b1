'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { SelectField } from '@/components/ui/select-field';
import type { Invite } from '@/lib/invites/contract';

export type InviteRoom = { id: string; name: string };

const days = [1, 7, 30];
const uses = [1, 5, 25, 100];

type Props = {
  mayInviteAdmins: boolean;
  rooms: readonly InviteRoom[];
  roomId: string | undefined;
  errorOf: (name: string) => string | undefined;
};

/** As what, where, for how long and for how many. */
export function InviteOptions({ mayInviteAdmins, rooms, roomId, errorOf }: Props) {
  const t = useTranslations('invites');
  const roles = useTranslations('common.roles');
  const [role, setRole] = useState<Invite['role']>('member');
  const offered: Invite['role'][] = ['member'];
  if (rooms.length > 0) offered.push('guest');
  if (mayInviteAdmins) offered.push('admin');
  return (
    <div className="@container flex flex-col gap-4">
      <div className="grid @sm:grid-cols-3 grid-cols-2 gap-4">
        <SelectField
          name="role"
          label={t('role')}
          fieldClassName="col-span-2 @sm:col-span-1"
          value={role}
          onChange={(event) => setRole(offered.find((name) => name === event.target.value) ?? 'member')}
          error={errorOf('role')}
        >
          {offered.map((name) => (
            <option key={name} value={name}>
              {roles(name)}
            </option>
          ))}
        </SelectField>
        <SelectField name="days" label={t('expires')} defaultValue="7" error={errorOf('days')}>
          {days.map((count) => (
            <option key={count} value={count}>
              {t('days', { count })}
            </option>
          ))}
        </SelectField>
        <SelectField name="uses" label={t('uses')} defaultValue="25" error={errorOf('uses')}>
          {uses.map((count) => (
            <option key={count} value={count}>
              {t('people', { count })}
            </option>
          ))}
        </SelectField>
      </div>
      {rooms.length > 0 && (
        <SelectField
          name="roomId"
          label={t('room')}
          hint={role === 'guest' ? t('guestHint') : t('roomHint')}
          defaultValue={roomId ?? (role === 'guest' ? rooms[0]?.id : '')}
          key={role === 'guest' ? 'needed' : 'optional'}
          error={errorOf('roomId')}
        >
          {role !== 'guest' && <option value="">{t('noRoom')}</option>}
          {rooms.map((room) => (
            <option key={room.id} value={room.id}>
              {room.name}
            </option>
          ))}
        </SelectField>
      )}
    </div>
  );
}
