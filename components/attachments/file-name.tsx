import { nameParts } from '@/lib/attachments/name-parts';

/** A file's name in one line; where there is no room it is cut in its middle, so that the ending stays. */
export function FileName({ name, className = '' }: { name: string; className?: string }) {
  const [start, end] = nameParts(name);
  return (
    <span dir="auto" title={name} className={`flex min-w-0 max-w-full whitespace-pre ${className}`}>
      <span className="min-w-0 overflow-hidden text-ellipsis">{start}</span>
      {end !== '' && <span className="shrink-0">{end}</span>}
    </span>
  );
}
