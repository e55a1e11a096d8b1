import { Avatar } from '@/components/ui/avatar';
import { classNames } from '@/components/ui/class-names';
import type { UserCard } from '@/lib/users/contract';

type Props = {
  people: readonly (UserCard & { id: string })[];
  size?: 'xs' | 'lg';
};

/** A few people side by side, large ones each a little over the one before. Decoration: how many they are stands beside it. */
export function Faces({ people, size = 'xs' }: Props) {
  return (
    <span aria-hidden className={classNames('flex shrink-0 items-center', size === 'xs' && 'gap-0.5')}>
      {people.map((person, index) => (
        <Avatar
          key={person.id}
          id={person.id}
          user={person}
          size={size}
          className={classNames(size === 'lg' && 'ring-3 ring-canvas', size === 'lg' && index > 0 && '-ms-1')}
        />
      ))}
    </span>
  );
}
