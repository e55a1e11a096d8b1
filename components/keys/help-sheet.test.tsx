import { NextIntlClientProvider } from 'next-intl';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { locale, messages } from '@/lib/i18n/messages';
import { keyIds, keyRow } from '@/lib/keys/keys';
import { KeyList } from './help-sheet';

function listOn(platform: string): string {
  vi.stubGlobal('navigator', { platform });
  return renderToStaticMarkup(
    <NextIntlClientProvider locale={locale} messages={messages} timeZone="UTC">
      <KeyList />
    </NextIntlClientProvider>,
  );
}

describe('the help sheet', () => {
  afterEach(() => void vi.unstubAllGlobals());

  it('lists every key of the table once, with each of its chords', () => {
    const terms = [...listOn('Linux x86_64').matchAll(/<dt[^>]*>(.*?)<\/dt><dd.*?<\/dd>/g)];
    const shown = terms.map(([line, name]) => [name, line.split(/<kbd[^>]*>/).length - 1]);
    const all = keyIds.map((id) => [
      messages.keys.names[id],
      keyRow(id).chords.reduce((sum, chord) => sum + Object.keys(chord).length, 0),
    ]);
    expect(shown.toSorted()).toEqual(all.toSorted());
  });

  it('calls keys what they are called on the keyboard', () => {
    expect(listOn('MacIntel')).toMatch(/⌘<\/span><span class="sr-only">Command/);
    expect(listOn('MacIntel')).not.toContain('>Ctrl<');
    expect(listOn('Win32')).toContain('>Ctrl<');
    expect(listOn('Win32')).not.toContain('⌘');
  });
});
