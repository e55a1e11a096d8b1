import { z } from 'zod';
import { countCharacters, isStorable, nameSchema } from '@/lib/text';
import { userCard, userCards } from '@/lib/users/contract';

export const ROOM_NAME_MAX = 60;
export const TOPIC_MAX = 250;
/** People added in one go when a room is made. */
export const ADD_MEMBERS_MAX = 1_000;
/** A group conversation; more people than this want a room. */
export const DIRECT_MEMBERS_MAX = 9;
export const MEMBERS_PAGE = 200;
export const BROWSE_LIMIT = 200;
/** Rooms one person can be in: hello names them all. */
export const ROOMS_MAX = 1_000;
/** Above this many ranges `skip` is left out and "999+" is shown. */
export const SKIP_RANGES_MAX = 1_000;

const counter = z.int().min(0);

export const roomKind = z.enum(['public', 'private', 'direct', 'thread']);
export const roomRole = z.enum(['admin', 'member']);
export type RoomRole = z.infer<typeof roomRole>;
export const involvement = z.enum(['everything', 'mentions', 'nothing', 'hidden']);

/** What a room is called and is about. Travels in `changes` when it changed; `rev` is the rev of that change. */
export const roomInfo = z.object({
  kind: roomKind,
  name: z.string(),
  topic: z.string(),
  archivedAt: z.string().nullable(),
  rev: counter,
});
export type RoomInfo = z.infer<typeof roomInfo>;

/** A room as its member opens it. */
export const room = roomInfo.extend({
  id: z.string(),
  joined: z.literal(true),
  createdAt: z.string(),
  memberCount: z.int(),
});
export type Room = z.infer<typeof room>;

/** Members a card shows by face. */
export const CARD_FACES = 4;

/** A public room as anyone who may join it sees it. */
export const roomCard = z.object({
  id: z.string(),
  name: z.string(),
  topic: z.string(),
  memberCount: z.int(),
  /** Those who have been there longest, at most CARD_FACES. */
  faces: z.array(userCard.extend({ id: z.string() })).default([]),
  lastMessageAt: z.string().nullable().default(null),
  joined: z.boolean(),
});
export type RoomCard = z.infer<typeof roomCard>;

/** Closed ranges of seqs above `lastReadSeq` that do not count as unread: own messages and others' tombstones. */
export const skipRanges = z.array(z.tuple([counter, counter]));
export type SkipRanges = z.infer<typeof skipRanges>;

/** One room in one person's list: everything the sidebar shows, and the cursor a client starts from. */
export const entry = z.object({
  roomId: z.string(),
  kind: roomKind,
  name: z.string(),
  topic: z.string(),
  archivedAt: z.string().nullable(),
  infoRev: counter,
  rev: counter,
  lastSeq: counter,
  lastMessageAt: z.string().nullable(),
  lastReadSeq: counter,
  userRev: counter,
  /** Null: more than SKIP_RANGES_MAX ranges. */
  skip: skipRanges.nullable(),
  role: roomRole,
  involvement,
  mutedUntil: z.string().nullable(),
  /** The people of a direct conversation, oneself included; null for rooms. */
  memberIds: z.array(z.string()).nullable(),
});
export type Entry = z.infer<typeof entry>;

/** One person's place in a room, as the others see it. */
export const member = z.object({ userId: z.string(), role: roomRole, rev: counter, ended: z.boolean() });
export type Member = z.infer<typeof member>;

export const roomName = nameSchema(ROOM_NAME_MAX);
export const topic = z
  .string()
  .transform((text) => text.replace(/\s+/g, ' ').trim())
  .superRefine((text, context) => {
    if (countCharacters(text) > TOPIC_MAX) {
      context.addIssue({ code: 'custom', params: { reason: 'too_long', limit: TOPIC_MAX } });
    } else if (!isStorable(text))
      context.addIssue({ code: 'custom', params: { reason: 'forbidden_characters' } });
  });

export const createRoomInput = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.enum(['public', 'private']),
    name: roomName,
    topic: topic.optional(),
    memberIds: z.array(z.uuid()).max(ADD_MEMBERS_MAX).default([]),
  }),
  /** Oneself need not be named; nobody else named means notes to oneself. */
  z.strictObject({ kind: z.literal('direct'), memberIds: z.array(z.uuid()).max(DIRECT_MEMBERS_MAX) }),
]);
export type CreateRoomInput = z.infer<typeof createRoomInput>;

export const changeRoomInput = z
  .strictObject({ name: roomName.optional(), topic: topic.optional(), archived: z.boolean().optional() })
  .refine((input) => Object.keys(input).length > 0, { params: { reason: 'nothing_to_change' } });
export type ChangeRoomInput = z.infer<typeof changeRoomInput>;

export const changeMembershipInput = z
  .strictObject({
    involvement: involvement.optional(),
    mutedUntil: z.iso.datetime({ offset: true }).nullable().optional(),
  })
  .refine((input) => Object.keys(input).length > 0, { params: { reason: 'nothing_to_change' } });
export type ChangeMembershipInput = z.infer<typeof changeMembershipInput>;

export const putMemberInput = z.strictObject({ role: roomRole.optional() });
export type PutMemberInput = z.infer<typeof putMemberInput>;

/** Without `was` the marker only moves forward; with it, back, if it still stands where the client thinks. */
export const readMarkerInput = z.strictObject({ seq: counter, was: counter.optional() });
export type ReadMarkerInput = z.infer<typeof readMarkerInput>;

export const listRoomsQuery = z.strictObject({
  browse: z.literal('1').optional(),
  q: z.string().max(100).optional(),
});
/** `after`: the user id of the last member of the page before. */
export const listMembersQuery = z.strictObject({ after: z.uuid().optional() });

export const entriesAnswer = z.object({
  rooms: z.array(entry),
  users: userCards,
  rev: counter,
  epoch: z.string(),
});
export type EntriesAnswer = z.infer<typeof entriesAnswer>;
export const browseAnswer = z.object({ rooms: z.array(roomCard), hasMore: z.boolean() });
export const roomAnswer = z.object({ room: z.union([room, roomCard]) });
export const entryAnswer = z.object({ entry, users: userCards });
export const memberAnswer = z.object({ member, users: userCards });
export const membersAnswer = z.object({ members: z.array(member), users: userCards, hasMore: z.boolean() });
