import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Chord, isChord, type Pressed } from './chord';
import { keyIds, keyRow } from './keys';
import { findPressed } from './press';
import { aKey } from './testing/a-key';

const others = { isApple: false };
const apples = { isApple: true };

describe('isChord', () => {
  it('takes Ctrl for Ctrl and ⌘ for ⌘, and never the other one', () => {
    const chord: Chord = { key: 'k', primary: true };
    const [ctrl, command] = [aKey({ key: 'k', ctrlKey: true }), aKey({ key: 'k', metaKey: true })];
    expect([isChord(ctrl, chord, others), isChord(command, chord, others)]).toEqual([true, false]);
    expect([isChord(ctrl, chord, apples), isChord(command, chord, apples)]).toEqual([false, true]);
  });

  it('knows a letter by what is printed on it, with and without Caps Lock', () => {
    const chord: Chord = { key: 'l', primary: true, shift: true };
    expect(isChord(aKey({ key: 'L', ctrlKey: true, shiftKey: true }), chord, others)).toBe(true);
    expect(isChord(aKey({ key: 'l', ctrlKey: true, shiftKey: true }), chord, others)).toBe(true);
    expect(isChord(aKey({ key: 'l', ctrlKey: true }), chord, others)).toBe(false);
    // Dvorak types an N where others have the L.
    expect(isChord(aKey({ key: 'n', code: 'KeyL', ctrlKey: true, shiftKey: true }), chord, others)).toBe(
      false,
    );
  });

  it('knows a letter by its place where the layout has no Latin ones', () => {
    const pressed = aKey({ key: 'л', code: 'KeyK', ctrlKey: true });
    expect(isChord(pressed, { key: 'k', primary: true }, others)).toBe(true);
    expect(isChord(aKey({ key: 'ö', code: 'Semicolon' }), { key: 'k' }, others)).toBe(false);
  });

  it('takes a sign with or without the Shift that its layout needs', () => {
    const chord: Chord = { key: '/', primary: true };
    expect(isChord(aKey({ key: '/', code: 'Slash', ctrlKey: true }), chord, others)).toBe(true);
    // German: Shift+7.
    expect(isChord(aKey({ key: '/', code: 'Digit7', ctrlKey: true, shiftKey: true }), chord, others)).toBe(
      true,
    );
    expect(isChord(aKey({ key: '?', shiftKey: true }), { key: '?' }, others)).toBe(true);
  });

  it('leaves to input methods, dead keys and AltGr what is theirs', () => {
    const enter: Chord = { key: 'Enter' };
    expect(isChord(aKey({ key: 'Enter' }), enter, others)).toBe(true);
    expect(isChord(aKey({ key: 'Enter', isComposing: true }), enter, others)).toBe(false);
    expect(isChord(aKey({ key: 'Enter', keyCode: 229 }), enter, others)).toBe(false);
    expect(
      isChord(aKey({ key: 'Dead', code: 'KeyE', ctrlKey: true }), { key: 'e', primary: true }, others),
    ).toBe(false);
    const altGr = aKey({ key: 'e', ctrlKey: true, getModifierState: () => true });
    expect(isChord(altGr, { key: 'e', primary: true }, others)).toBe(false);
  });

  it('is never taken by a chord with another modifier', () => {
    const modifiers = fc.record({
      ctrlKey: fc.boolean(),
      metaKey: fc.boolean(),
      altKey: fc.boolean(),
      shiftKey: fc.boolean(),
      isApple: fc.boolean(),
    });
    fc.assert(
      fc.property(modifiers, ({ isApple, ...held }) => {
        const pressed: Pressed = aKey({ key: 'ArrowUp', ...held });
        const found = keyIds.filter((id) =>
          keyRow(id).chords.some((chord) => isChord(pressed, chord, { isApple })),
        );
        const isPlain = !held.ctrlKey && !held.metaKey;
        const expected = held.altKey
          ? held.shiftKey
            ? ['previousUnread']
            : ['previousRoom']
          : held.shiftKey
            ? []
            : ['previousLine', 'previousRow', 'editLast', 'panUp'];
        expect(found).toEqual(isPlain ? expected : []);
      }),
    );
  });
});

describe('findPressed', () => {
  it('takes no single letter or sign in a text field', () => {
    const options = { isApple: false, text: 'none' } as const;
    for (const key of ['?', 'j', 'k', 'e', 'u']) {
      expect(findPressed(aKey({ key }), keyIds, options)).toBeDefined();
      for (const text of ['empty', 'text'] as const)
        expect(findPressed(aKey({ key }), keyIds, { ...options, text })).toBeUndefined();
    }
  });

  it('leaves the keys of text to text', () => {
    const options = { isApple: false, text: 'text' } as const;
    expect(findPressed(aKey({ key: 'End' }), ['latest'], options)).toBeUndefined();
    expect(findPressed(aKey({ key: 'End' }), ['latest'], { ...options, text: 'empty' })).toBe('latest');
    expect(findPressed(aKey({ key: 'ArrowUp' }), ['editLast'], options)).toBeUndefined();
  });
});
