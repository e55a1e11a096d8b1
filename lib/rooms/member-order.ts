import type { Member } from '@/lib/rooms/contract';
import { compareNames } from '@/lib/text';
import type { UserCards } from '@/lib/users/contract';

/** The live members, newest state of each by `rev`: admins first, then by name. */
export function sortMembers(
  asked: readonly Member[],
  changed: Readonly<Record<string, Member>>,
  users: UserCards,
): Member[] {
  const newest = new Map(asked.map((member) => [member.userId, member]));
  for (const member of Object.values(changed)) {
    if (member.rev >= (newest.get(member.userId)?.rev ?? 0)) newest.set(member.userId, member);
  }
  const nameOf = ({ userId }: Member) => users[userId]?.name ?? '';
  const rank = ({ role }: Member) => (role === 'admin' ? 0 : 1);
  return [...newest.values()]
    .filter((member) => !member.ended)
    .sort(
      (a, b) => rank(a) - rank(b) || compareNames(nameOf(a), nameOf(b)) || a.userId.localeCompare(b.userId),
    );
}
