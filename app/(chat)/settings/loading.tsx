import { RowsSkeleton } from '@/components/ui/rows-skeleton';

export default function SettingsLoading() {
  return <RowsSkeleton rows={5} />;
}
