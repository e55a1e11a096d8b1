'use client';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { TextField } from '@/components/ui/text-field';
import { textOf, useForm } from '@/components/ui/use-form';
import { AccountFields } from './account-fields';
import { createAccount } from './create-account';
import { useFragment } from './use-fragment';

/** First run: the workspace and its owner. The setup code came with the printed address, behind the `#`. */
export function SetupForm({ onDone }: { onDone: () => void }) {
  const t = useTranslations('auth');
  const code = useFragment('code');
  const form = useForm({
    send: async (data) => {
      await createAccount(data, {
        setupCode: textOf(data, 'setupCode'),
        workspace: textOf(data, 'workspace'),
      });
      onDone();
    },
  });
  return (
    <form {...form.props} className="flex flex-col gap-4">
      <TextField
        // The fragment is known in the browser only; the field begins anew when it is.
        key={code}
        name="setupCode"
        label={t('fields.setupCode')}
        hint={code ? t('setup.codeFound') : t('setup.codeHint')}
        defaultValue={code}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        required
        className="font-mono"
        error={form.errorOf('setupCode')}
      />
      <TextField
        name="workspace"
        label={t('fields.workspace')}
        hint={t('setup.workspaceHint')}
        autoComplete="organization"
        autoFocus
        required
        error={form.errorOf('workspace')}
      />
      <hr className="my-1 border-line" />
      <AccountFields errorOf={form.errorOf} />
      {form.failure && <Notice tone="danger">{form.failure}</Notice>}
      <Button type="submit" variant="primary" size="lg" {...form.button} className="mt-2 w-full">
        {t('setup.submit')}
      </Button>
    </form>
  );
}
