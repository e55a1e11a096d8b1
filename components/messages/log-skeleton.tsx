import { Skeleton } from '@/components/ui/skeleton';

const widths = ['w-3/5', 'w-2/5', 'w-4/5', 'w-1/2', 'w-2/3', 'w-1/3'];

/** Rows of the size of messages, at the place where the newest will be. `label` says what is going on. */
export function LogSkeleton({ label }: { label: string }) {
  return (
    <div
      role="status"
      className="flex min-h-0 flex-1 flex-col justify-end gap-5 overflow-hidden px-3 pb-4 sm:px-5"
    >
      <span className="sr-only">{label}</span>
      {widths.map((width) => (
        <div key={width} className="flex gap-3">
          <Skeleton className="size-9 shrink-0" />
          <div className="flex-1 space-y-2 pt-0.5">
            <Skeleton className="h-3 w-28" />
            <Skeleton className={`h-3.5 ${width}`} />
          </div>
        </div>
      ))}
    </div>
  );
}
