import { expect, test } from 'vitest';
import { toMarkdown } from './mrkdwn';

const people: Record<string, string> = { U1: 'Ada' };
const names = {
  person: (id: string) => people[id],
  room: (id: string) => (id === 'C1' ? 'garden' : undefined),
};

test.each([
  ['*bold* and _so_ and ~not~', '**bold** and _so_ and ~~not~~'],
  ['(*bold*), 2 * 3 * 4, a*b*c', '(**bold**), 2 * 3 * 4, a*b*c'],
  ['* one\n* two', '* one\n* two'],
  ['<https://example.org/a_b~c|the *page*>', '[the *page*](https://example.org/a_b~c)'],
  ['<https://example.org/x>', 'https://example.org/x'],
  [
    '<https://example.org|example.org> <mailto:ada@example.org|ada@example.org>',
    'https://example.org ada@example.org',
  ],
  ['<https://example.org/a(b)|x [1]>', '[x \\[1\\]](<https://example.org/a(b)>)'],
  ['hi <@U1>, <@U2|grace> and <@U3>', 'hi @Ada, @grace and @U3'],
  [
    '<#C1|old name> <#C2|attic> <!here> <!subteam^S1|@cooks> <!date^1^{date}|today>',
    '#garden #attic @here @cooks today',
  ],
  ['a &lt;b&gt; &amp;amp; c', 'a <b> &amp; c'],
  ['&gt; said\nanswer', '> said\nanswer'],
  ['look:\n&gt;&gt;&gt; one\ntwo', 'look:\n> one\n> two'],
  ['# no heading', '\\# no heading'],
  ['see `*not* <https://example.org|x> &lt;` *yes*', 'see `*not* https://example.org <` **yes**'],
  ['look ```if (a &lt; *b*)\n  c```then', 'look \n```\nif (a < *b*)\n  c\n```\nthen'],
  ['```\nalone\n```', '```\nalone\n```'],
  [':wave: 👋', ':wave: 👋'],
])('%j becomes %j', (slack, markdown) => {
  expect(toMarkdown(slack, names)).toBe(markdown);
});
