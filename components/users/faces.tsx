import { Avatar } from '@/components/ui/avatar';
import { classNames } from '@/components/ui/class-names';
import type { UserCard } from '@/lib/users/contract';

type Props = {
  people: readonly (UserCard & { id: string })[];
  size?: 'xs' | 'lg';
};

/** A few people side by side, each a little over the one before. Decoration: how many there are stands beside it. */
export function Faces({ people, size = 'xs' }: Props) {
  return (
    <span aria-hidden className="flex shrink-0 items-center">
      {people.map((person, index) => (
        <Avatar
          key={person.id}
          id={person.id}
          user={person}
          size={size}
          className={classNames('ring-2 ring-canvas', index > 0 && (size === 'lg' ? '-ms-2' : '-ms-1'))}
        />
      ))}
    </span>
  );
}
