import { describe, expect, it } from 'vitest';
import { markOf, toggleMark } from './formatting';

const chord = { key: 'b', ctrlKey: true, metaKey: false, shiftKey: false, altKey: false };

describe('markOf', () => {
  it('knows the four chords, with Ctrl or with Command', () => {
    expect(markOf(chord)).toBe('bold');
    expect(markOf({ ...chord, key: 'i', ctrlKey: false, metaKey: true })).toBe('italic');
    expect(markOf({ ...chord, key: 'e' })).toBe('code');
    expect(markOf({ ...chord, key: 'L', shiftKey: true })).toBe('link');
  });
  it('leaves the browser its own keys', () => {
    expect(markOf({ ...chord, ctrlKey: false })).toBeNull();
    expect(markOf({ ...chord, key: 'l' })).toBeNull();
    expect(markOf({ ...chord, key: 'B', shiftKey: true })).toBeNull();
    expect(markOf({ ...chord, altKey: true })).toBeNull();
    expect(markOf({ ...chord, key: 'f' })).toBeNull();
  });
});

describe('toggleMark', () => {
  it('wraps what is selected and keeps it selected', () => {
    expect(toggleMark({ text: 'a word here', start: 2, end: 6 }, 'bold')).toEqual({
      text: 'a **word** here',
      start: 4,
      end: 8,
    });
  });
  it('undoes itself', () => {
    const once = toggleMark({ text: 'a word', start: 2, end: 6 }, 'italic');
    expect(toggleMark(once, 'italic')).toEqual({ text: 'a word', start: 2, end: 6 });
  });
  it('leaves the caret between the marks when nothing is selected', () => {
    expect(toggleMark({ text: '', start: 0, end: 0 }, 'code')).toEqual({ text: '``', start: 1, end: 1 });
  });
  it('asks for what a link lacks', () => {
    expect(toggleMark({ text: 'see docs', start: 4, end: 8 }, 'link')).toEqual({
      text: 'see [docs]()',
      start: 11,
      end: 11,
    });
    expect(toggleMark({ text: 'https://a.example', start: 0, end: 17 }, 'link')).toEqual({
      text: '[](https://a.example)',
      start: 1,
      end: 1,
    });
  });
});
