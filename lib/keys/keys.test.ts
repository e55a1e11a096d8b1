import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { groups, keyIds, keyRow, type Place, places } from './keys';

const screens = readdirSync('components', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.tsx') || path.endsWith('.ts'))
  .map((path) => readFileSync(join('components', path), 'utf8'));

describe('keys', () => {
  // The compiler sees to it that whoever listens for a place knows all of its keys; this, that somebody does.
  it.each(places)('are listened for: %s', (place) => {
    expect(screens.filter((text) => text.includes(`satisfies Handlers<'${place}'>`))).toHaveLength(1);
  });

  // What stands further in takes its keys first, so only those that listen side by side can be in each other's way.
  it.each<Place[]>([
    ['anywhere', 'room', 'conversation', 'writing'],
    ['sidebar'],
    ['panel'],
    ['log', 'row'],
    ['field', 'composer'],
    ['field', 'editor'],
    ['viewer'],
  ])('mean one thing: %s %s %s %s', (...together) => {
    const chords = keyIds
      .filter((id) => together.includes(keyRow(id).place))
      .flatMap((id) => keyRow(id).chords)
      .map(({ key, primary = false, alt = false, shift = false }) => `${primary} ${alt} ${shift} ${key}`);
    expect(chords.filter((chord, at) => chords.indexOf(chord) !== at)).toEqual([]);
  });

  it('all stand in a group of the help sheet', () => {
    expect(keyIds.filter((id) => !groups.includes(keyRow(id).group))).toEqual([]);
  });
});
