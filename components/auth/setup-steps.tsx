'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { CreateInvite } from '@/components/invites/create-invite';
import { Button } from '@/components/ui/button';
import { AuthCard } from './auth-card';
import { goTo } from './go-to';
import { SetupForm } from './setup-form';

/** First run in two steps: the workspace is made, then the others are asked in. */
export function SetupSteps() {
  const t = useTranslations('auth.setup');
  const [made, setMade] = useState(false);
  if (!made) {
    return (
      <AuthCard title={t('title')} description={t('description')}>
        <SetupForm onDone={() => setMade(true)} />
      </AuthCard>
    );
  }
  return (
    <AuthCard title={t('readyTitle')} description={t('readyDescription')}>
      <CreateInvite mayInviteAdmins />
      <Button variant="secondary" size="lg" className="mt-6 w-full" onClick={() => goTo('/')}>
        {t('open')}
      </Button>
    </AuthCard>
  );
}
