'use client';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { z } from 'zod';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { SelectField } from '@/components/ui/select-field';
import { SwitchField } from '@/components/ui/switch-field';
import { TextField } from '@/components/ui/text-field';
import { useToast } from '@/components/ui/toast';
import { textOf, useForm } from '@/components/ui/use-form';
import { call } from '@/lib/http/api';
import type { Workspace } from '@/lib/workspace/contract';

export function WorkspaceForm({ workspace }: { workspace: Workspace }) {
  const t = useTranslations('settings.workspace');
  const common = useTranslations('common');
  const toast = useToast();
  const router = useRouter();
  // The refresh after saving brings new props; the fields hold what was typed and must not begin anew.
  const [before] = useState(workspace);
  const form = useForm({
    send: async (data) => {
      const body = {
        name: textOf(data, 'name'),
        openSignUp: data.has('openSignUp'),
        roomCreation: textOf(data, 'roomCreation'),
      };
      await call('PATCH', '/api/workspace', { body, answer: z.unknown() });
      toast({ title: common('saved') });
      // The sidebar shows the name.
      router.refresh();
    },
  });
  return (
    <form {...form.props} className="flex flex-col gap-6">
      <TextField
        name="name"
        label={t('name')}
        defaultValue={before.name}
        autoComplete="organization"
        dir="auto"
        required
        error={form.errorOf('name')}
      />
      <SelectField
        name="roomCreation"
        label={t('roomCreation')}
        defaultValue={before.roomCreation}
        error={form.errorOf('roomCreation')}
      >
        <option value="members">{t('byMembers')}</option>
        <option value="admins">{t('byAdmins')}</option>
      </SelectField>
      <SwitchField
        name="openSignUp"
        label={t('openSignUp')}
        hint={t('openSignUpHint')}
        defaultChecked={before.openSignUp}
      />
      {form.failure && <Notice tone="danger">{form.failure}</Notice>}
      <Button type="submit" variant="primary" {...form.button} className="self-start">
        {common('save')}
      </Button>
    </form>
  );
}
