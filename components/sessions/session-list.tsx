'use client';
import { Laptop, Smartphone } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { z } from 'zod';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { TimeAgo } from '@/components/ui/time-ago';
import { useToast } from '@/components/ui/toast';
import { call } from '@/lib/http/api';
import type { Session } from '@/lib/sessions/contract';
import { deviceOf } from './device';

/** The devices somebody is signed in on, with a way to end each of them. */
export function SessionList({ first }: { first: Session[] }) {
  const t = useTranslations('settings.sessions');
  const toast = useToast();
  const [sessions, setSessions] = useState(first);
  const [ending, setEnding] = useState<Session | 'others' | null>(null);
  const others = sessions.filter(({ current }) => !current);

  const end = async () => {
    const path = ending === 'others' || ending === null ? '/api/sessions' : `/api/sessions/${ending.id}`;
    await call('DELETE', path, { answer: z.unknown() });
    setSessions(sessions.filter((held) => held.current || (ending !== 'others' && held !== ending)));
    toast({ title: ending === 'others' ? t('othersEnded') : t('ended') });
  };

  return (
    <>
      <ul className="divide-y divide-line">
        {sessions.map((session) => (
          <SessionRow key={session.id} session={session} onEnd={() => setEnding(session)} />
        ))}
      </ul>
      {others.length === 0 ? (
        <p className="mt-4 text-ink-muted text-sm">{t('onlyHere')}</p>
      ) : (
        <Button className="mt-4" onClick={() => setEnding('others')}>
          {t('endOthers')}
        </Button>
      )}
      <ConfirmDialog
        open={ending !== null}
        onOpenChange={(open) => !open && setEnding(null)}
        title={ending === 'others' ? t('confirmOthers') : t('confirmOne')}
        confirm={t('end')}
        danger
        onConfirm={end}
      >
        {t('confirmText')}
      </ConfirmDialog>
    </>
  );
}

function SessionRow({ session, onEnd }: { session: Session; onEnd: () => void }) {
  const t = useTranslations('settings.sessions');
  const { browser, system, mobile } = deviceOf(session.userAgent);
  const Icon = mobile ? Smartphone : Laptop;
  const name = browser && system ? t('device', { browser, system }) : browser || system || t('unknown');
  return (
    <li className="flex items-center gap-3 py-3">
      <span className="flex size-9 shrink-0 items-center justify-center rounded-md bg-sunken text-ink-muted">
        <Icon aria-hidden className="size-5" />
      </span>
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 font-medium text-sm">
          {name}
          {session.current && <Badge tone="accent">{t('here')}</Badge>}
        </p>
        <p className="text-ink-muted text-xs">
          {session.current ? t('now') : t.rich('used', { when: () => <TimeAgo at={session.lastUsedAt} /> })}
        </p>
      </div>
      {!session.current && (
        <Button variant="ghost" size="sm" onClick={onEnd} aria-label={t('endNamed', { name })}>
          {t('end')}
        </Button>
      )}
    </li>
  );
}
