'use client';
import { Radio } from '@base-ui/react/radio';
import { RadioGroup } from '@base-ui/react/radio-group';
import { Check } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { groundClass } from '@/components/ui/avatar';
import { classNames } from '@/components/ui/class-names';
import { type AvatarColor, avatarColor } from '@/lib/users/contract';

type Props = { value: AvatarColor; onChange: (color: AvatarColor) => void };

/** The grounds somebody's initials can stand on. */
export function ColorChoice({ value, onChange }: Props) {
  const t = useTranslations('settings.profile');
  return (
    <fieldset>
      <legend className="mb-2 font-medium text-sm">{t('color')}</legend>
      <RadioGroup
        value={value}
        onValueChange={onChange}
        aria-label={t('color')}
        className="grid grid-cols-[repeat(8,min-content)] gap-2 touch:grid-cols-[repeat(auto-fill,2.75rem)]"
      >
        {avatarColor.options.map((color) => (
          <Radio.Root
            key={color}
            value={color}
            nativeButton
            render={<button type="button" />}
            aria-label={t(`colors.${color}`)}
            title={t(`colors.${color}`)}
            className={classNames(
              'flex size-8 items-center justify-center rounded-md text-on-avatar ring-offset-2 ring-offset-canvas transition-shadow',
              'hover:ring-2 hover:ring-line-strong data-checked:ring-2 data-checked:ring-accent touch:size-11',
              groundClass[color],
            )}
          >
            <Radio.Indicator render={<Check aria-hidden className="size-4" />} />
          </Radio.Root>
        ))}
      </RadioGroup>
    </fieldset>
  );
}
