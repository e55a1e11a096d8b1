import { classNames } from './class-names';

/** The mark of the app; its name stands beside it, or is told by the link around it. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg aria-hidden viewBox="0 0 32 32" className={classNames('size-8 shrink-0', className)}>
      <rect width="32" height="32" rx="8" className="fill-accent" />
      <path
        d="M10 24V10.5A2.5 2.5 0 0 1 12.5 8h4.25a5.75 5.75 0 0 1 0 11.5H14"
        fill="none"
        className="stroke-on-accent"
        strokeWidth="3"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
