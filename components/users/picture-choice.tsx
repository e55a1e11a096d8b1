'use client';
import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { useMe } from '@/components/realtime/use-chat';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { useToast } from '@/components/ui/toast';
import { useHydrated } from '@/components/ui/use-hydrated';
import { call } from '@/lib/http/api';
import { useErrorText } from '@/lib/i18n/use-error-text';
import { meAnswer, pictureIdOf } from '@/lib/users/contract';

/** The picture one is shown with: put on as soon as it is chosen, or taken off. */
export function PictureChoice() {
  const t = useTranslations('settings.profile.picture');
  const hasPicture = pictureIdOf(useMe().avatar) !== null;
  const input = useRef<HTMLInputElement>(null);
  const { wear, doing, failure } = useWearing();
  const hydrated = useHydrated();
  return (
    <div className="flex flex-col items-start gap-2">
      <input
        ref={input}
        type="file"
        accept="image/png,image/jpeg,image/webp,image/gif"
        hidden
        aria-label={t('choose')}
        onChange={({ currentTarget }) => {
          const [chosen] = currentTarget.files ?? [];
          if (chosen) void wear(chosen);
          // Else the same file could not be chosen a second time.
          currentTarget.value = '';
        }}
      />
      <div className="flex flex-wrap gap-2">
        <Button
          pending={doing === 'choose'}
          disabled={!hydrated || doing !== null}
          onClick={() => input.current?.click()}
        >
          {t(hasPicture ? 'change' : 'choose')}
        </Button>
        {hasPicture && (
          <Button
            variant="ghost"
            pending={doing === 'remove'}
            disabled={doing !== null}
            onClick={() => void wear(null)}
          >
            {t('remove')}
          </Button>
        )}
      </div>
      {failure && <Notice tone="danger">{failure}</Notice>}
    </div>
  );
}

/** One thing at a time, and what went wrong with the last. */
function useWearing() {
  const common = useTranslations('common');
  const toast = useToast();
  const errorText = useErrorText();
  const [doing, setDoing] = useState<'choose' | 'remove' | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const wear = async (chosen: Blob | null) => {
    setDoing(chosen ? 'choose' : 'remove');
    setFailure(null);
    try {
      const avatar = chosen && (await uploadChosen(chosen));
      await call('PATCH', '/api/me', { body: { avatar }, answer: meAnswer });
      toast({ title: common('saved') });
    } catch (error) {
      setFailure(errorText(error));
    }
    setDoing(null);
  };
  return { wear, doing, failure };
}

/** Drawing pictures is fetched when there is one: hardly anybody who looks at their profile chooses another. */
async function uploadChosen(chosen: Blob): Promise<string> {
  const { uploadFace } = await import('@/lib/attachments/client/face');
  return uploadFace(chosen);
}
