'use client';
import { Radio } from '@base-ui/react/radio';
import { RadioGroup } from '@base-ui/react/radio-group';
import { Monitor, Moon, Sun } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useChosenTheme } from '@/components/ui/theme-menu';

const themes = [
  { value: 'system', icon: <Monitor aria-hidden /> },
  { value: 'light', icon: <Sun aria-hidden /> },
  { value: 'dark', icon: <Moon aria-hidden /> },
] as const;

/** Light, dark or like the device: kept on this device, because screens differ more than people. */
export function ThemeChoice() {
  const t = useTranslations('common.theme');
  const [theme, setTheme] = useChosenTheme();
  return (
    <RadioGroup
      value={theme}
      onValueChange={setTheme}
      aria-label={t('label')}
      className="grid grid-cols-1 gap-2 sm:grid-cols-3"
    >
      {themes.map(({ value, icon }) => (
        <Radio.Root
          key={value}
          value={value}
          nativeButton
          render={<button type="button" />}
          className="flex h-11 items-center justify-center gap-2 rounded-md font-medium text-ink-muted text-sm shadow-[inset_0_0_0_1px_var(--line-strong)] transition-colors hover:bg-hover data-checked:bg-accent-soft data-checked:text-accent-ink data-checked:shadow-[inset_0_0_0_2px_var(--accent)] [&_svg]:size-4"
        >
          {icon}
          {t(value)}
        </Radio.Root>
      ))}
    </RadioGroup>
  );
}
