'use client';
import { Monitor, Moon, Sun, SunMoon } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useTheme } from 'next-themes';
import { IconButton } from './icon-button';
import { Menu, MenuRadioGroup } from './menu';
import { useHydrated } from './use-hydrated';

const themes = ['system', 'light', 'dark'] as const;
type Theme = (typeof themes)[number];
const icons = { system: <Monitor />, light: <Sun />, dark: <Moon /> };

/** Light, dark or like the device, as a group of any menu. */
export function ThemeRadioGroup() {
  const t = useTranslations('common.theme');
  const [theme, setTheme] = useChosenTheme();
  return (
    <MenuRadioGroup
      label={t('label')}
      value={theme}
      onChange={setTheme}
      options={themes.map((value) => ({ value, label: t(value), icon: icons[value] }))}
    />
  );
}

/** A small menu of its own, for screens that have no other. */
export function ThemeMenu() {
  const t = useTranslations('common.theme');
  return (
    <Menu align="end" trigger={<IconButton label={t('label')} icon={<SunMoon />} />}>
      <ThemeRadioGroup />
    </Menu>
  );
}

/** The choice kept on this device. The server does not know it, so the first paint says `system`. */
export function useChosenTheme(): [Theme, (theme: Theme) => void] {
  const { theme, setTheme } = useTheme();
  const onDevice = useHydrated();
  const known = themes.find((name) => name === theme);
  return [(onDevice && known) || 'system', setTheme];
}
