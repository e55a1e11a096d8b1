import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { renderBody } from './markdown';

const html = (body: string) => renderToStaticMarkup(renderBody(body));

describe('renderBody', () => {
  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<a href="javascript:alert(1)">x</a>',
    '<svg/onload=alert(1)>',
    'a <iframe src="https://a.example"></iframe> b',
    '<!-- <b> -->',
    '<div>\n\n**bold**\n\n</div>',
  ])('shows %j as text', (body) => {
    expect(html(body)).not.toMatch(/<(?:script|img|iframe|svg|div|a)\b/);
    expect(html(body)).toContain('&lt;');
  });

  it.each([
    '[x](javascript:alert(1))',
    '[x](data:text/html,x)',
    '[x](vbscript:x)',
    '[x](/own)',
    '[x](//a.example)',
    '![x](javascript:alert(1))',
    '[x]: javascript:alert(1)\n\n[x]',
    '<javascript:alert(1)>',
  ])('makes no link of %j', (body) => {
    expect(html(body)).not.toContain('<a ');
  });

  it('opens links elsewhere, without telling where they were clicked', () => {
    expect(html('see https://a.example/b?c=1&d=2')).toContain(
      '<a href="https://a.example/b?c=1&amp;d=2" target="_blank" rel="noopener noreferrer"',
    );
    expect(html('ada@example.org')).toContain('href="mailto:ada@example.org"');
  });

  it('never loads a picture from elsewhere', () => {
    expect(html('![dot](https://a.example/p.png)')).toContain('href="https://a.example/p.png"');
    expect(html('![dot](https://a.example/p.png)')).not.toContain('<img');
  });

  it('keeps line ends and lets each block find its direction', () => {
    expect(html('one *two*\nthree')).toContain('<br/>');
    expect(html('one\n\nשלום').match(/dir="auto"/g)).toHaveLength(2);
  });

  it('shows what would take too long as it was typed', () => {
    const deep = '>'.repeat(8_000);
    expect(html(deep)).toContain('&gt;'.repeat(8_000));
  });

  it('keeps addresses alive in what is shown as it was typed', () => {
    const intricate = '['.repeat(4_000);
    expect(html(`${intricate} see https://a.example/b?c=1. (HTTP://b.example/)`)).toMatch(
      /href="https:\/\/a\.example\/b\?c=1" .*<\/a>\. \(<a href="HTTP:\/\/b\.example\/".*<\/a>\)<\/p>$/,
    );
    expect(html(`${intricate} javascript:alert(1) https://`)).not.toContain('<a ');
  });

  it('finds addresses in linear time', () => {
    // The processor's own time: others on the machine take none of it.
    const begun = process.cpuUsage();
    for (const part of ['https://', `https://a${'.'.repeat(7_000)}x`, 'https://....']) {
      html(`${'['.repeat(900)}${'*'.repeat(400)}${part.repeat(8_000 / part.length)}`.slice(0, 8_000));
    }
    expect(process.cpuUsage(begun).user / 1_000).toBeLessThan(1_000);
  });
});
