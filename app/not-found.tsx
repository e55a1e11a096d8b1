import { MissingPage } from '@/components/ui/missing-page';

export default function NotFound() {
  return (
    <main className="flex min-h-dvh">
      <MissingPage />
    </main>
  );
}
