import type { MetadataRoute } from 'next';
import { getTranslations } from 'next-intl/server';
import { themeColors } from '@/components/ui/theme-colors';
import { findWorkspace } from '@/lib/workspace/queries';

// The workspace's name is in it, and may change.
export const dynamic = 'force-dynamic';

/**
 * What makes the app installable, under the name of its workspace: people have several. Browsers ask for no service
 * worker any more; one comes with notifications (docs/decisions/0013-installable-without-a-service-worker.md).
 */
export default async function manifest(): Promise<MetadataRoute.Manifest> {
  const workspace = await findWorkspace();
  const t = await getTranslations();
  const name = workspace?.name ?? t('common.app');
  return {
    id: '/',
    name,
    short_name: name,
    description: t('common.appText'),
    start_url: '/',
    scope: '/',
    display: 'standalone',
    background_color: themeColors.light,
    theme_color: themeColors.light,
    icons: [
      { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' },
      { src: '/icon-192.png', sizes: '192x192', type: 'image/png' },
      { src: '/icon-512.png', sizes: '512x512', type: 'image/png' },
      { src: '/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    ],
    shortcuts: [
      { name: t('chat.sidebar.browse'), url: '/browse' },
      { name: t('chat.workspaceMenu.people'), url: '/people' },
    ],
  };
}
