import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { avatarColor } from '@/lib/users/contract';
import { contrast } from './contrast';

const css = readFileSync('app/globals.css', 'utf8');
const look = readFileSync('docs/look.md', 'utf8');

function palette(selector: string): Record<string, string> {
  const block = css.slice(css.indexOf(`${selector} {`)).split('}')[0] ?? '';
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6,8});/g)].map(([, name, hex]) => [name, hex]),
  );
}

const light = palette(':root');
const themes = { light, dark: { ...light, ...palette('.dark') } };

/** Text on ground, 4.5:1 (WCAG 1.4.3). */
const texts = [
  ...['canvas', 'surface', 'sunken'].flatMap((ground) =>
    ['ink', 'ink-muted', 'ink-faint', 'accent-ink', 'danger-ink', 'ok-ink'].map((ink) => [ink, ground]),
  ),
  ['on-accent', 'accent'],
  ['on-accent', 'accent-hover'],
  ['on-danger', 'danger'],
  ['on-danger', 'danger-hover'],
  ['ink', 'accent-soft'],
  ['accent-ink', 'accent-soft'],
  ['danger-ink', 'danger-soft'],
  ['warn-ink', 'warn-soft'],
  ...avatarColor.options.map((color) => ['on-avatar', `avatar-${color}`]),
];

/** Borders of fields, marks, the focus ring: 3:1 (WCAG 1.4.11). */
const marks = ['canvas', 'surface', 'sunken'].flatMap((ground) =>
  ['line-strong', 'accent', 'danger', 'ok'].map((mark) => [mark, ground]),
);

test('knows the two ends of the scale', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
  expect(contrast('#777777', '#777777')).toBeCloseTo(1);
  expect(contrast('#00000000', '#ffffff')).toBeCloseTo(1);
});

/** What docs/look.md tells in figures: the pairs one meets most, and the poorest of each kind. */
const told = [
  ['ink', 'canvas'],
  ['ink-muted', 'canvas'],
  ['ink-faint', 'canvas'],
  ['ink-faint', 'sunken'],
  ['accent-ink', 'canvas'],
  ['danger-ink', 'canvas'],
  ['ok-ink', 'canvas'],
  ['on-accent', 'accent'],
  ['on-danger', 'danger'],
  ['accent-ink', 'accent-soft'],
  ['danger-ink', 'danger-soft'],
  ['warn-ink', 'warn-soft'],
  ['on-avatar', 'avatar-olive'],
  ['line-strong', 'canvas'],
  ['accent', 'canvas'],
] as const;

test.each(told)('docs/look.md tells how well %s is seen on %s', (ink, ground) => {
  const figures = [light, themes.dark].map((colors) =>
    contrast(colors[ink] ?? '', colors[ground] ?? '').toFixed(1),
  );
  expect(look).toContain(`| \`${ink}\` | \`${ground}\` | ${figures.join(' | ')} |`);
});

describe.each(Object.entries(themes))('%s', (_, colors) => {
  const of = (name: string | undefined) => {
    const color = colors[name ?? ''];
    if (!color) throw new Error(`globals.css has no --${name}`);
    return color;
  };

  test.each(texts)('%s can be read on %s', (ink, ground) => {
    expect(contrast(of(ink), of(ground))).toBeGreaterThanOrEqual(4.5);
  });

  test.each(marks)('%s can be seen on %s', (mark, ground) => {
    expect(contrast(of(mark), of(ground))).toBeGreaterThanOrEqual(3);
  });

  test.each(['canvas', 'sunken', 'surface'])(
    'muted ink can be read on a row of %s under the pointer',
    (ground) => {
      expect(contrast(of('ink-muted'), of('hover'), of(ground))).toBeGreaterThanOrEqual(4.5);
      expect(contrast(of('ink-faint'), of('hover'), of(ground))).toBeGreaterThanOrEqual(4.5);
      expect(contrast(of('ink-muted'), of('pressed'), of(ground))).toBeGreaterThanOrEqual(4.5);
    },
  );
});
