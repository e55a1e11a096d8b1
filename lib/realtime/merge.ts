import 'server-only';
import type { Changes } from '@/lib/realtime/contract';

/** Two frames of a room, the second beginning where the first ends, as one: each row once, in its newest state. */
export function mergeChanges(earlier: Changes, later: Changes): Changes {
  const seqs = new Set(later.messages.map(({ seq }) => seq));
  const people = new Set(later.members.map(({ userId }) => userId));
  const room = later.room ?? earlier.room;
  return {
    from: earlier.from,
    to: later.to,
    messages: [...earlier.messages.filter(({ seq }) => !seqs.has(seq)), ...later.messages],
    members: [...earlier.members.filter(({ userId }) => !people.has(userId)), ...later.members],
    ...(room && { room }),
    users: { ...earlier.users, ...later.users },
  };
}
