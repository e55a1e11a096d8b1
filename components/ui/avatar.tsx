import { Bot, UserRound } from 'lucide-react';
import type { AvatarColor } from '@/lib/users/contract';
import { AvatarPicture } from './avatar-picture';
import { classNames } from './class-names';
import { groundOf, initialsOf } from './initials';

type Props = {
  /** Decides the colour of whoever chose none. */
  id: string;
  user: { name: string; avatar: string | null; kind: 'person' | 'bot' | 'former' };
  size?: 'xs' | 'sm' | 'md' | 'lg' | 'xl';
  /** Not here any more, but not gone for good either: without its colour. */
  muted?: boolean;
  className?: string;
};

const sizes = {
  xs: 'size-5 rounded-sm text-[0.625rem]',
  sm: 'size-7 rounded-md text-xs',
  md: 'size-9 rounded-md text-sm',
  lg: 'size-12 rounded-lg text-lg',
  xl: 'size-16 rounded-xl text-2xl',
};

export const groundClass: Record<AvatarColor, string> = {
  red: 'bg-avatar-red',
  rust: 'bg-avatar-rust',
  amber: 'bg-avatar-amber',
  bronze: 'bg-avatar-bronze',
  olive: 'bg-avatar-olive',
  moss: 'bg-avatar-moss',
  green: 'bg-avatar-green',
  pine: 'bg-avatar-pine',
  teal: 'bg-avatar-teal',
  petrol: 'bg-avatar-petrol',
  blue: 'bg-avatar-blue',
  navy: 'bg-avatar-navy',
  violet: 'bg-avatar-violet',
  plum: 'bg-avatar-plum',
  magenta: 'bg-avatar-magenta',
  wine: 'bg-avatar-wine',
};

/** A person's picture, or their initials. Decoration: the name always stands beside it. */
export function Avatar({ id, user, size = 'md', muted = false, className }: Props) {
  const shape = classNames(
    'inline-flex shrink-0 select-none items-center justify-center',
    sizes[size],
    className,
  );
  if (user.kind === 'former') {
    return (
      <span aria-hidden className={classNames(shape, 'bg-pressed text-ink-faint')}>
        <UserRound className="size-[60%]" />
      </span>
    );
  }
  const initials = (
    <span
      aria-hidden
      className={classNames(
        shape,
        'font-semibold tracking-tight',
        muted ? 'bg-pressed text-ink-muted' : `text-on-avatar ${groundClass[groundOf(id, user.avatar)]}`,
      )}
    >
      {user.kind === 'bot' ? <Bot className="size-[60%]" /> : initialsOf(user.name)}
    </span>
  );
  if (!user.avatar?.startsWith('/')) return initials;
  const look = classNames(shape, 'bg-pressed object-cover', muted && 'grayscale');
  return <AvatarPicture src={user.avatar} className={look} fallback={initials} />;
}
