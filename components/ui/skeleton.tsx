import { classNames } from './class-names';

/** A grey place where something will be. Give it the size of what comes; name the loading in words beside it. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={classNames('block animate-pulse rounded-md bg-pressed', className)} />;
}
