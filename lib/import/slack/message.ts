import { isStorable, normalizeBody } from '@/lib/text';
import type { Skipped, SourceAuthor, SourceLine, SourceRoom } from '../line';
import { fitName } from '../names';
import { type Names, toMarkdown } from './mrkdwn';
import { type SlackMessage, slackMessage } from './shapes';

/** Notices that a room writes by itself. They are no messages here. */
const notices =
  /^((channel|group)_(join|leave|topic|purpose|name|archive|unarchive|posting_permissions|convert_to_p.*)|bot_(add|remove)|(un)?pinned_item|tombstone|reminder_add|reminder_delete|huddle_thread|app_conversation_(join|leave)|sh_room_.*)$/;

export type People = Names & { author: (id: string) => SourceAuthor | undefined };

/** One message of an export, in its channel. */
export function readMessage(
  json: unknown,
  { room, place, people }: { room: SourceRoom; place: string; people: People },
): SourceLine | Skipped {
  const { data } = slackMessage.safeParse(json);
  if (!data) return { place, skipped: 'no message that can be read' };
  if (notices.test(data.subtype ?? '')) return { place, skipped: 'a notice of the room', expected: true };
  const author = authorOf(data, people);
  if (!author) return { place, skipped: 'without an author' };
  const text = normalizeBody(textOf(data, people));
  if (!isStorable(text)) return { place, skipped: 'characters that no text may hold' };
  return { place, room, author, at: Math.floor(Number(data.ts) * 1_000), text, key: data.ts };
}

function authorOf({ user, user_profile, username, bot_profile, bot_id }: SlackMessage, people: People) {
  if (user) {
    const known = people.author(user);
    if (known) return known;
    const name = fitName(user_profile?.display_name || user_profile?.real_name || user) || user;
    return { key: user, name, kind: 'person' as const };
  }
  const name = fitName(username || bot_profile?.name || '');
  if (name === '' && !bot_id) return undefined;
  return { key: `bot ${bot_id ?? ''} ${name}`, name: name || 'bot', kind: 'bot' as const };
}

function textOf({ text, subtype, files, attachments }: SlackMessage, people: People): string {
  const said = toMarkdown(text ?? '', people);
  // What a bot attaches often repeats what it says; it counts where the bot says nothing else.
  const body = said === '' ? (attachments ?? []).map((one) => attached(one, people)).join('\n') : said;
  const lines = [subtype === 'me_message' && body !== '' ? `_${body}_` : body];
  for (const file of files ?? []) lines.push(`[file: ${file.name || file.title || 'no name'}]`);
  return lines.filter((line) => line !== '').join('\n');
}

function attached(
  { pretext, title, title_link, text, fallback }: NonNullable<SlackMessage['attachments']>[number],
  people: People,
): string {
  const heading = title && title_link ? `<${title_link}|${title}>` : title;
  const lines = [pretext, heading, text].filter((line) => line);
  return toMarkdown(lines.length > 0 ? lines.join('\n') : (fallback ?? ''), people);
}
