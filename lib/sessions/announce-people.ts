import 'server-only';
import { forgetSessions } from '@/lib/auth/live-sessions';
import { type Announcement, announceAll } from '@/lib/realtime/hub';

const person = /^me:(.+)$/;

/**
 * Announces after a commit that ended sessions or changed what a viewer is. Drops what this process holds of those
 * people first, so that the next request sees it, also where nobody listens and the hub has nothing to do.
 */
export function announcePeople(announcements: readonly Announcement[]): void {
  for (const { feed } of announcements) {
    const userId = person.exec(feed)?.[1];
    if (userId !== undefined) forgetSessions(userId);
  }
  announceAll(announcements);
}
