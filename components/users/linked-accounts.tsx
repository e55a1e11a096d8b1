'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { z } from 'zod';
import type { Errand } from '@/components/auth/set-out';
import { useSetOut } from '@/components/auth/use-set-out';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { LocalTime } from '@/components/ui/local-time';
import { Notice } from '@/components/ui/notice';
import { useToast } from '@/components/ui/toast';
import type { LinkedAccount } from '@/lib/accounts/contract';
import type { Provider } from '@/lib/auth/providers';
import { call } from '@/lib/http/api';
import { useErrorText } from '@/lib/i18n/use-error-text';

const linking: Errand = { purpose: 'link' };

type Props = { first: LinkedAccount[]; providers: Provider[] };

/** The viewer's accounts elsewhere, and those they could link; also one whose provider is not set up any more. */
export function LinkedAccounts({ first, providers }: Props) {
  const t = useTranslations('settings.accounts');
  const toast = useToast();
  const errorText = useErrorText();
  const [accounts, setAccounts] = useState(first);
  const [unlinking, setUnlinking] = useState<Provider | null>(null);
  const { leaving, failure, leave } = useSetOut(linking);

  const unlink = async ({ id, name }: Provider) => {
    await call('DELETE', `/api/me/accounts/${id}`, { answer: z.unknown() });
    setAccounts(accounts.filter((account) => account.provider !== id));
    toast({ title: t('unlinked', { name }) });
  };

  return (
    <>
      <ul className="divide-y divide-line">
        {waysOf(providers, accounts).map((provider) => (
          <AccountRow
            key={provider.id}
            provider={provider}
            linkedAt={accounts.find((account) => account.provider === provider.id)?.linkedAt}
            leaving={leaving === provider.id}
            onLink={() => leave(provider.id)}
            onUnlink={() => setUnlinking(provider)}
          />
        ))}
      </ul>
      {failure !== null && (
        <Notice tone="danger" className="mt-4">
          {errorText(failure)}
        </Notice>
      )}
      <ConfirmDialog
        open={unlinking !== null}
        onOpenChange={(open) => !open && setUnlinking(null)}
        title={t('confirm', { name: unlinking?.name ?? '' })}
        confirm={t('unlink')}
        danger
        onConfirm={() => (unlinking === null ? undefined : unlink(unlinking))}
      >
        {t('confirmText')}
      </ConfirmDialog>
    </>
  );
}

function waysOf(providers: Provider[], accounts: LinkedAccount[]): Provider[] {
  const gone = accounts.filter(({ provider }) => !providers.some(({ id }) => id === provider));
  return [...providers, ...gone.map(({ provider }) => ({ id: provider, name: provider }))];
}

type RowProps = {
  provider: Provider;
  linkedAt: string | undefined;
  leaving: boolean;
  onLink: () => void;
  onUnlink: () => void;
};

function AccountRow({ provider: { name }, linkedAt, leaving, onLink, onUnlink }: RowProps) {
  const t = useTranslations('settings.accounts');
  return (
    <li className="flex items-center gap-3 py-3 first:pt-0">
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium text-sm">{name}</p>
        <p className="text-ink-muted text-xs">
          {linkedAt === undefined ? t('free') : t.rich('linked', { when: () => <LocalTime at={linkedAt} /> })}
        </p>
      </div>
      {linkedAt === undefined ? (
        <Button size="sm" pending={leaving} onClick={onLink} aria-label={t('linkNamed', { name })}>
          {t('link')}
        </Button>
      ) : (
        <Button variant="ghost" size="sm" onClick={onUnlink} aria-label={t('unlinkNamed', { name })}>
          {t('unlink')}
        </Button>
      )}
    </li>
  );
}
