'use client';
import { usePathname } from 'next/navigation';
import { useTheme } from 'next-themes';
import { useEffect } from 'react';
import { themeColors } from './theme-colors';

/**
 * The bar of a phone around the app in the theme that is shown. The page's own tags follow the device's theme only, and
 * come anew with each page.
 */
export function SystemBar() {
  const { resolvedTheme } = useTheme();
  const pathname = usePathname();
  // biome-ignore lint/correctness/useExhaustiveDependencies: with each page there are new tags.
  useEffect(() => {
    const color = themeColors[resolvedTheme === 'dark' ? 'dark' : 'light'];
    for (const tag of document.querySelectorAll('meta[name="theme-color"]'))
      tag.setAttribute('content', color);
  }, [resolvedTheme, pathname]);
  return null;
}
