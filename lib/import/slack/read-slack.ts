import { z } from 'zod';
import type { Reading, SourceAuthor, SourceRoom } from '../line';
import { fitName } from '../names';
import { BrokenSource } from '../open-source';
import { type Archive, FILE_MAX, openArchive, tooLarge } from './archive';
import { type People, readMessage } from './message';
import { type SlackChannel, type SlackUser, slackChannels, slackUsers } from './shapes';

/** An export of Slack's: what can be read of it, and what is in it that is not read. */
export type SlackExport = {
  reading: Reading;
  /** How much was read so far, and there is to read, in bytes as they lie in the ZIP. */
  position: () => number;
  size: number;
  notes: string[];
  close: () => void;
};

/**
 * Opens the ZIP that Slack exports. Its channels become rooms, threads stand in them where they were written. Private
 * channels and direct conversations are left out: whoever runs the server is not one of them.
 * Throws `BrokenSource` for what is no such file.
 */
export async function openSlack(path: string): Promise<SlackExport> {
  const archive = await openArchive(path);
  const channels = parse(slackChannels, await archive.read('channels.json'), 'channels.json');
  const users = parse(slackUsers, await archive.read('users.json'), 'users.json');
  const days = daysOf(archive);
  let read = 0;
  const total = channels.flatMap(({ name }) => days.get(name) ?? []);
  return {
    reading: readChannels(archive, { channels, days, people: peopleOf(users, channels) }, (name) => {
      read += archive.sizeOf(name);
    }),
    position: () => read,
    size: total.reduce((sum, name) => sum + archive.sizeOf(name), 0),
    notes: await leftOut(archive),
    close: archive.close,
  };
}

function parse<T>(schema: z.ZodType<T>, json: unknown, name: string): T {
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new BrokenSource(
    `This is no export of Slack's: ${name} is ${json === null ? 'missing' : 'something else'}`,
  );
}

/** The files of each channel's folder, one for each day, in order. */
function daysOf(archive: Archive): Map<string, string[]> {
  const days = new Map<string, string[]>();
  for (const name of archive.names.sort()) {
    const channel = /^(.+)\/\d{4}-\d{2}-\d{2}\.json$/.exec(name)?.[1];
    if (channel === undefined) continue;
    const found = days.get(channel) ?? [];
    found.push(name);
    days.set(channel, found);
  }
  return days;
}

function peopleOf(users: readonly SlackUser[], channels: readonly SlackChannel[]): People {
  const authors = new Map(users.map((user) => [user.id, authorOf(user)]));
  const rooms = new Map(channels.map(({ id, name }) => [id, name]));
  return {
    author: (id) => authors.get(id),
    person: (id) => authors.get(id)?.name,
    room: (id) => rooms.get(id),
  };
}

function authorOf({ id, name, real_name, is_bot, profile }: SlackUser): SourceAuthor {
  const called = [profile?.display_name, real_name, profile?.real_name, name].find((one) =>
    fitName(one ?? ''),
  );
  return { key: id, name: fitName(called ?? id), kind: is_bot ? 'bot' : 'person' };
}

type Contents = { channels: readonly SlackChannel[]; days: Map<string, string[]>; people: People };

async function* readChannels(archive: Archive, contents: Contents, onRead: (name: string) => void): Reading {
  for (const { id, name, topic, is_archived } of contents.channels) {
    const room: SourceRoom = {
      key: id,
      name: fitName(name) || id,
      topic: fitName(topic?.value ?? ''),
      archived: is_archived === true,
    };
    for (const day of contents.days.get(name) ?? []) {
      const json = await archive.read(day);
      onRead(day);
      const messages = z.array(z.unknown()).safeParse(json).data;
      const placed = messages?.map((message, index) => ({ message, place: `${day}, message ${index + 1}` }));
      if (placed) {
        const { people } = contents;
        yield placed.sort(byTime).map(({ message, place }) => readMessage(message, { room, place, people }));
      } else {
        const skipped =
          json === tooLarge ? `larger than ${FILE_MAX / 1024 / 1024} MB` : 'no list of messages';
        yield [{ place: day, skipped }];
      }
    }
  }
}

const dated = z.object({ ts: z.coerce.number() });

/** Answers in a thread lie beside its beginning, out of order; what has no time says so when it is read. */
function byTime(a: { message: unknown }, b: { message: unknown }): number {
  return (dated.safeParse(a.message).data?.ts ?? 0) - (dated.safeParse(b.message).data?.ts ?? 0);
}

const privateKinds = {
  'groups.json': 'channels',
  'dms.json': 'direct conversations',
  'mpims.json': 'group conversations',
};

async function leftOut(archive: Archive): Promise<string[]> {
  const kinds: string[] = [];
  for (const [name, kind] of Object.entries(privateKinds)) {
    const list = z.array(z.unknown()).safeParse(await archive.read(name)).data ?? [];
    if (list.length > 0) kinds.push(`${kind} (${list.length})`);
  }
  return kinds.length === 0 ? [] : [`Left out, as they are private: ${kinds.join(', ')}.`];
}
