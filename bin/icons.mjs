// Draws the icons in public/ from public/icon.svg. Run it after a change of that file: node bin/icons.mjs
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { browserOptions } from './testing/browser.mjs';

const folder = fileURLToPath(new URL('../public', import.meta.url));
const svg = readFileSync(join(folder, 'icon.svg'), 'utf8');
// Where the system cuts the shape itself, the ground goes to the edges; the sign is small enough for any cut.
const square = svg.replace(/ rx="\d+"/, '');

const browser = await chromium.launch(browserOptions('shell'));
const page = await browser.newPage();

/** @param {string} source @param {number} size in pixels */
async function draw(source, size) {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(`<style>body{margin:0}svg{display:block;width:100vw}</style>${source}`);
  return page.screenshot({ omitBackground: true });
}

/** An .ico of one PNG: six bytes of header, sixteen of directory. @param {Buffer} png @param {number} size */
function ico(png, size) {
  const head = Buffer.alloc(22);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(1, 4);
  head.writeUInt8(size, 6);
  head.writeUInt8(size, 7);
  head.writeUInt16LE(1, 10);
  head.writeUInt16LE(32, 12);
  head.writeUInt32LE(png.length, 14);
  head.writeUInt32LE(head.length, 18);
  return Buffer.concat([head, png]);
}

writeFileSync(join(folder, 'icon-192.png'), await draw(svg, 192));
writeFileSync(join(folder, 'icon-512.png'), await draw(svg, 512));
writeFileSync(join(folder, 'icon-maskable-512.png'), await draw(square, 512));
writeFileSync(join(folder, 'apple-touch-icon.png'), await draw(square, 180));
writeFileSync(join(folder, 'favicon.ico'), ico(await draw(svg, 32), 32));
await browser.close();
