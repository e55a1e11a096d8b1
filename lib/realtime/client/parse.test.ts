import { describe, expect, it } from 'vitest';
import { heldEntries, heldPage, readEvent } from '@/lib/realtime/client/parse';

const place = { id: 'm1', seq: 1, rev: 1, authorId: 'grace', createdAt: 't1' };
const message = { ...place, deleted: false, body: 'hi', version: 1, editedAt: null };
const users = { grace: { name: 'Grace', avatar: null, kind: 'person' } };
const rest = { users, hasBefore: false, hasAfter: false, rev: 1, epoch: 'one' };

describe('what a newer server says', () => {
  it('in a kind of message nobody here knows becomes a row that says so; nothing else is lost', () => {
    const poll = { ...place, id: 'm2', seq: 2, deleted: 'poll', options: [] };
    const page = heldPage.parse({ ...rest, messages: [message, poll, 'nonsense'] });
    expect(page.messages).toEqual([message, { ...place, id: 'm2', seq: 2, unreadable: true }]);
  });

  it('in new fields and new kinds of people does no harm', () => {
    const robot = { name: 'Robo', avatar: null, kind: 'android' };
    const page = heldPage.parse({
      ...rest,
      messages: [{ ...message, mood: 'merry' }],
      users: { ...users, robot },
    });
    expect(page.messages).toEqual([message]);
    expect(page.users['robot']?.kind).toBe('former');
    expect(page.users['grace']?.kind).toBe('person');
  });

  it('of a file in a way nobody here understands costs that file, never the page', () => {
    const file = { id: 'f1', name: 'a.png', type: 'image/png', kind: 'hologram', size: 3 };
    const card = { ...file, width: null, height: null, placeholder: null, thumbnail: null };
    const page = heldPage.parse({
      ...rest,
      messages: [message],
      attachments: { f1: card, f2: { id: 'f2' } },
    });
    expect(page.messages).toEqual([message]);
    expect(page.attachments).toEqual({
      f1: { ...card, kind: 'file' },
      f2: { id: 'f2', missing: 'unreadable' },
    });
  });

  it('of a room that cannot be read does not make it a room that ended', () => {
    const answer = heldEntries.parse({ rooms: [{ roomId: 'tea' }], users, rev: 1, epoch: 'one' });
    expect(answer).toMatchObject({ rooms: [], whole: false });
  });

  it('in an event nobody here knows is ignored', () => {
    expect(readEvent('typing', '{"who":"grace"}', 1)).toEqual({ name: 'unknown' });
  });

  it('in a newer protocol says that this page is outdated, whatever else has changed', () => {
    expect(readEvent('hello', '{"protocol":2,"worlds":[]}', 1)).toEqual({ name: 'outdated', protocol: 2 });
  });
});

it('refuses an event of ours that cannot be read at all', () => {
  expect(() => readEvent('changes', '{"feed":"tea"}', 1)).toThrow();
  expect(() => readEvent('hello', 'half a li', 1)).toThrow();
});
