import { z } from 'zod';
import { isStorable, wholeNumber } from '@/lib/text';
import { userCards } from '@/lib/users/contract';
import { cleanFileName } from './naming';
import { attachmentKinds, isAccepted } from './policy';

/** Of one file, in bytes. */
export const FILE_MAX = 50 * 1024 * 1024;
/** Of one message. */
export const ATTACHMENTS_MAX = 10;
/** The browser draws thumbnails to fit into this box; the limits leave room for a lossless one. */
export const THUMBNAIL_WIDTH = 1_200;
export const THUMBNAIL_HEIGHT = 800;
export const THUMBNAIL_MAX = 512 * 1024;
/** Width times height of a picture: 100 megapixels are 400 MB once decoded. */
export const PIXELS_MAX = 100_000_000;
/** What the browser draws of somebody's picture: square, so many pixels wide; and the most that is taken. */
export const AVATAR_SIDE = 512;
export const AVATAR_MAX = 512 * 1024;
export const AVATAR_PIXELS_MAX = 1_000_000;
/** How long a browser may go on showing it without asking again. */
export const AVATAR_SECONDS = 900;
/** A signed upload is valid this long; the browser asks for another one then. */
export const UPLOAD_SECONDS = 300;
export const FILES_PAGE = 50;
/** How many a client may ask for by id at once: the attachments of a page of messages. */
export const FILES_BY_ID_MAX = 200;

const attachmentKind = z.enum(attachmentKinds);

const pixels = z.int().min(1).max(65_535);
const bytes = z.int().min(0);

/**
 * A file as those who can read its message see it. `thumbnail`: a signed address, good for at least 15 minutes and the
 * same for everybody meanwhile; null when there is none. The file itself: `GET /api/attachments/{id}`.
 */
export const attachment = z.object({
  id: z.string(),
  name: z.string(),
  type: z.string(),
  kind: attachmentKind.catch('file'),
  size: bytes,
  width: bytes.nullable(),
  height: bytes.nullable(),
  placeholder: z.string().nullable(),
  thumbnail: z.object({ url: z.string(), expiresAt: z.string() }).nullable(),
});
export type Attachment = z.infer<typeof attachment>;

/** By id, like the cards of people. */
export const attachments = z.record(z.string(), attachment);
export type Attachments = z.infer<typeof attachments>;

const fileName = z.string().min(1).max(8_000).refine(isStorable).transform(cleanFileName);

/** What the browser drew of a picture, to show in its place. */
export const thumbnailInput = z.strictObject({
  type: z.enum(['image/webp', 'image/jpeg', 'image/png']),
  size: z.int().min(1).max(THUMBNAIL_MAX),
});

/** What can stand for somebody: pictures that hold still, in formats every browser shows. */
const avatarTypes: readonly string[] = ['image/webp', 'image/jpeg', 'image/png'];

/**
 * What is going to be uploaded: for a message in `roomId`, or to stand for oneself (`PATCH /api/me` makes it do so).
 * `width`, `height`: as shown, of pictures and videos. `placeholder`: base64. */
export const startUploadInput = z
  .strictObject({
    roomId: z.uuid().optional(),
    purpose: z.literal('avatar').optional(),
    name: fileName,
    type: z
      .string()
      .max(200)
      .transform((type) => type.split(';')[0]?.trim().toLowerCase() || 'application/octet-stream'),
    size: z.int().min(1).max(FILE_MAX),
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .optional(),
    width: pixels.optional(),
    height: pixels.optional(),
    placeholder: z
      .string()
      .regex(/^[A-Za-z0-9+/]{1,64}={0,2}$/)
      .optional(),
    thumbnail: thumbnailInput.optional(),
  })
  .superRefine(({ roomId, purpose, name, type, size, width, height, thumbnail }, context) => {
    const refuse = (field: string, reason: string, limit?: number) =>
      context.addIssue({ code: 'custom', path: [field], params: { reason, limit } });
    if ((roomId === undefined) === (purpose === undefined)) refuse('roomId', 'invalid');
    if (purpose === 'avatar') {
      if (!avatarTypes.includes(type)) refuse('type', 'no_picture');
      if (size > AVATAR_MAX) refuse('size', 'too_big_picture', AVATAR_MAX / 1_024);
      if (thumbnail) refuse('thumbnail', 'unknown_field');
    }
    if (!isAccepted({ name, type })) refuse('type', 'refused_type');
    if ((width === undefined) !== (height === undefined)) refuse('width', 'invalid');
    if ((width ?? 0) * (height ?? 0) > PIXELS_MAX) refuse('width', 'too_many_pixels');
  });
export type StartUploadInput = z.output<typeof startUploadInput>;

const signedPut = z.object({ url: z.string(), headers: z.record(z.string(), z.string()) });

/** Where to put the bytes, once, with exactly these headers, before `expiresAt`. */
export const upload = signedPut.extend({
  id: z.string(),
  expiresAt: z.string(),
  thumbnail: signedPut.optional(),
});
export type Upload = z.infer<typeof upload>;

export const uploadAnswer = z.object({ upload });
export const attachmentAnswer = z.object({ attachment });

/** Any file of ours is offered for saving; without it pictures, videos and the like are shown. */
export const downloadQuery = z.strictObject({ download: z.literal('1').optional() });

/** Of a message that is sent: in the order shown, none twice. */
export const attachmentIds = z
  .array(z.uuid().toLowerCase())
  .max(ATTACHMENTS_MAX)
  .refine((ids) => new Set(ids).size === ids.length, { params: { reason: 'given_twice' } });

/**
 * A room's files, newest first, or those that a frame named: `ids` (separated by commas) stands alone. `before`: the
 * seq of the last message of the page before; the files of one message are never torn apart.
 */
export const filesQuery = z
  .strictObject({
    ids: z
      .string()
      .transform((list) => list.split(','))
      .pipe(z.array(z.uuid()).min(1).max(FILES_BY_ID_MAX))
      .optional(),
    kind: attachmentKind.optional(),
    before: wholeNumber.optional(),
  })
  .refine(({ ids, kind, before }) => ids === undefined || (kind ?? before) === undefined, {
    params: { reason: 'one_place_only' },
  });
export type FilesQuery = z.output<typeof filesQuery>;

/** A file with where it was said, by whom and when. */
export const roomFile = z.object({
  attachment,
  messageId: z.string(),
  seq: z.int(),
  authorId: z.string(),
  sentAt: z.string(),
});
export type RoomFile = z.infer<typeof roomFile>;

export const filesPage = z.object({ files: z.array(roomFile), users: userCards, hasBefore: z.boolean() });
export type FilesPage = z.infer<typeof filesPage>;
/** Those of the ids that can be read in this room; the others are left out. */
export const filesById = z.object({ attachments });
