import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linkPasted, type Mark, type Selection, type TextEdit, toggleMark } from './formatting';

/** "a [word] here" says what is selected. */
function selected(marked: string): Selection {
  const start = marked.indexOf('«');
  const end = marked.indexOf('»') - 1;
  return { text: marked.replace(/[«»]/g, ''), start, end };
}

function apply(selection: Selection, { from, to, insert, start, end }: TextEdit): Selection {
  const text = selection.text.slice(0, from) + insert + selection.text.slice(to);
  return { text, start, end };
}

function shown({ text, start, end }: Selection): string {
  return `${text.slice(0, start)}«${text.slice(start, end)}»${text.slice(end)}`;
}

function toggled(marked: string, mark: Mark): string {
  const selection = selected(marked);
  return shown(apply(selection, toggleMark(selection, mark)));
}

describe('toggleMark', () => {
  it.each<[string, Mark, string]>([
    ['a «word» here', 'bold', 'a **«word»** here'],
    ['a **«word»** here', 'bold', 'a «word» here'],
    ['a «**word**» here', 'bold', 'a «word» here'],
    ['a «word »here', 'italic', 'a _«word»_ here'],
    ['«»', 'code', '`«»`'],
    ['say «one\ntwo» now', 'code', 'say \n```\n«one\ntwo»\n```\n now'],
    ['«one\ntwo»', 'code', '```\n«one\ntwo»\n```'],
  ])('of %j with %s is %j', (before, mark, after) => {
    expect(toggled(before, mark)).toBe(after);
  });

  it.each([
    ['see «docs»', 'see [docs](«url»)'],
    ['«https://a.example»', '[«»](https://a.example)'],
    ['«»', '[«»]()'],
    ['see [«docs»](https://a.example) now', 'see «docs» now'],
    ['see [do«»cs](https://a.example) now', 'see «docs» now'],
  ])('makes links and takes them away: %j', (before, after) => {
    expect(toggled(before, 'link')).toBe(after);
  });

  it('undoes itself, whatever is marked', () => {
    const words = fc.stringMatching(/^[a-z «»]{0,6}$/).map((text) => text.replace(/[«»]/g, ' '));
    const mark = fc.constantFrom<Mark>('bold', 'italic', 'code');
    fc.assert(
      fc.property(words, fc.stringMatching(/^[a-z]{1,6}$/), words, mark, (before, inner, after, sign) => {
        const begun = {
          text: before + inner + after,
          start: before.length,
          end: before.length + inner.length,
        };
        const once = apply(begun, toggleMark(begun, sign));
        expect(apply(once, toggleMark(once, sign))).toEqual(begun);
      }),
    );
  });
});

describe('linkPasted', () => {
  const paste = (marked: string, pasted: string) => {
    const edit = linkPasted(selected(marked), pasted);
    return edit && shown(apply(selected(marked), edit));
  };
  it('makes a link of words that an address is pasted over', () => {
    expect(paste('see «the docs».', ' https://a.example/b?c=1\n')).toBe(
      'see [the docs](https://a.example/b?c=1)«».',
    );
    expect(paste('«it»', 'https://a.example/(b)')).toBe('[it](<https://a.example/(b)>)«»');
  });
  it('leaves every other paste alone', () => {
    expect(paste('see «»', 'https://a.example')).toBeNull();
    expect(paste('«https://b.example»', 'https://a.example')).toBeNull();
    expect(paste('«two\nlines»', 'https://a.example')).toBeNull();
    expect(paste('«word»', 'not https://a.example')).toBeNull();
    expect(paste('«word»', 'javascript:alert(1)')).toBeNull();
  });
});
