import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold } from './fold';
import { type Candidate, rank } from './ranking';

const all: { recent: readonly string[]; limit: number } = { recent: [], limit: Number.POSITIVE_INFINITY };

function named(...names: readonly string[]): Candidate[] {
  return names.map((name) => ({ id: name, name }));
}

function found(query: string, candidates: readonly Candidate[], options = all): string[] {
  return rank(query, candidates, options).map(({ name }) => name);
}

describe('fold', () => {
  it('makes one of all the ways to write a name', () => {
    expect(fold('  Zoë \u00a0 ÆRØ')).toBe('zoe aero');
    expect(fold('Straße')).toBe(fold('STRASSE'));
    expect(fold('e\u0301')).toBe(fold('é'));
    expect(fold('ﬁne')).toBe('fine');
  });
});

describe('rank', () => {
  it('puts the whole name first, then starts, words, initials, parts, scattered letters', () => {
    const names = ['catalogue', 'cat', 'the cat', 'coffee and tea', 'locate', 'chart', 'dog'];
    expect(found('cat', named(...names.toReversed()))).toEqual([
      'cat',
      'catalogue',
      'the cat',
      'coffee and tea',
      'locate',
      'chart',
    ]);
  });

  it('finds by words in any order, and by other words after those', () => {
    const places = [...named('Ada Lovelace'), { id: 'theme', name: 'Dark', also: 'theme appearance' }];
    expect(found('love ad', places)).toEqual(['Ada Lovelace']);
    expect(found('theme da', places)).toEqual(['Dark']);
  });

  it('without a query shows recent ones, then all as given', () => {
    expect(found('', named('a', 'b', 'c', 'd'), { recent: ['c', 'gone', 'b'], limit: 3 })).toEqual([
      'c',
      'b',
      'a',
    ]);
  });

  it('prefers recent ones among equals only', () => {
    const names = named('tea', 'team a', 'team b');
    expect(found('tea', names, { ...all, recent: ['team b'] })).toEqual(['tea', 'team b', 'team a']);
  });

  const letters = fc.stringMatching(/^[abcé ßA-C-]{0,8}$/);
  const query = fc.stringMatching(/^[abc é]{0,4}$/);
  const candidates = fc.uniqueArray(letters, { maxLength: 12 }).map((names) => named(...names));

  it('leaves out nobody whose name holds the query, and nobody whose letters are there', () => {
    fc.assert(
      fc.property(query, candidates, (wanted, places) => {
        const names = found(wanted, places);
        const holds = places.filter(({ name }) => fold(name).includes(fold(wanted)));
        for (const { name } of holds) expect(names).toContain(name);
        for (const name of names)
          for (const letter of fold(wanted).replace(/ /g, '')) expect(fold(name)).toContain(letter);
      }),
    );
  });

  it('only loses results while one goes on typing', () => {
    fc.assert(
      fc.property(query, query, candidates, (begun, more, places) => {
        const before = found(begun, places);
        for (const name of found(begun + more, places)) expect(before).toContain(name);
      }),
    );
  });

  it('puts no name that begins with the query behind one that does not', () => {
    fc.assert(
      fc.property(query, candidates, fc.array(letters), (wanted, places, recent) => {
        const begins = found(wanted, places, { ...all, recent }).map((name) =>
          fold(name).startsWith(fold(wanted)),
        );
        expect(begins).toEqual(begins.toSorted((a, b) => Number(b) - Number(a)));
      }),
    );
  });

  it('cares neither for accents and capitals nor for the order in which it is given', () => {
    fc.assert(
      fc.property(query, candidates, (wanted, places) => {
        expect(found(wanted.toUpperCase(), places)).toEqual(found(wanted, places));
        expect(found(wanted.normalize('NFD'), places)).toEqual(found(wanted, places));
        expect(found(wanted, places.toReversed()).toSorted()).toEqual(found(wanted, places).toSorted());
      }),
    );
  });

  it('goes through eleven thousand in the time of a key', () => {
    const places = Array.from({ length: 11_000 }, (_, turn) => ({
      id: `${turn}`,
      name: `Person Nümber ${turn}`,
    }));
    rank('p', places, all);
    const begun = performance.now();
    for (const wanted of ['n', 'nu', 'num', 'numb', 'pn9']) rank(wanted, places, { recent: [], limit: 50 });
    // About 10 ms on an idle machine; the limit is for what grows with the square of the names, on a busy one.
    expect((performance.now() - begun) / 5).toBeLessThan(1_000);
  });
});
