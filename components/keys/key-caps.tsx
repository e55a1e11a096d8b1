'use client';
import { useTranslations } from 'next-intl';
import type { Chord } from '@/lib/keys/chord';
import { isApple } from './platform';

/** A chord as it is printed on this person's keyboard. Only where the browser has taken over: a server does not know it. */
export function KeyCaps({ chord }: { chord: Chord }) {
  const t = useTranslations('keys.caps');
  const apple = isApple();
  const held = [
    chord.primary && (apple ? { sign: '⌘', name: t('command') } : { sign: t('ctrl'), name: t('ctrl') }),
    chord.alt && (apple ? { sign: '⌥', name: t('option') } : { sign: t('alt'), name: t('alt') }),
    chord.shift && (apple ? { sign: '⇧', name: t('shift') } : { sign: t('shift'), name: t('shift') }),
  ].filter((cap) => cap !== undefined);
  const named = isNamed(chord.key) ? t(chord.key) : chord.key.toUpperCase();
  const caps = [...held, { sign: arrows[chord.key] ?? named, name: named }];
  return (
    <span className="inline-flex gap-1 whitespace-nowrap">
      {caps.map(({ sign, name }) => (
        <kbd key={name} className={capClass}>
          <span aria-hidden={sign !== name || undefined}>{sign}</span>
          {sign !== name && <span className="sr-only">{name}</span>}
        </kbd>
      ))}
    </span>
  );
}

const arrows: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
};

const named = [
  'Enter',
  'Escape',
  'ArrowUp',
  'ArrowDown',
  'ArrowLeft',
  'ArrowRight',
  'PageUp',
  'PageDown',
  'Home',
  'End',
  'Click',
] as const;

function isNamed(key: string): key is (typeof named)[number] {
  return named.some((name) => name === key);
}

const capClass =
  'inline-flex h-6 min-w-6 items-center justify-center rounded-sm bg-sunken px-1.5 font-medium font-sans text-ink-muted ' +
  'text-xs shadow-[inset_0_0_0_1px_var(--line),inset_0_-1px_0_1px_var(--line)]';
