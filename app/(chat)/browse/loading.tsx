import { useTranslations } from 'next-intl';
import { DrawerButton } from '@/components/chat/drawer';
import { PageBody } from '@/components/ui/page-body';
import { PageHeader } from '@/components/ui/page-header';
import { RowsSkeleton } from '@/components/ui/rows-skeleton';

export default function BrowseLoading() {
  const t = useTranslations('chat.browse');
  return (
    <>
      <PageHeader leading={<DrawerButton />} title={t('title')} />
      <PageBody>
        <RowsSkeleton rows={8} />
      </PageBody>
    </>
  );
}
