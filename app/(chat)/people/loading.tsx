import { RowsSkeleton } from '@/components/ui/rows-skeleton';

export default function PeopleLoading() {
  return <RowsSkeleton rows={8} />;
}
