import type { Locator, Page } from 'playwright/test';

/** A file as somebody has it on their device. */
export type Chosen = { name: string; mimeType: string; buffer: Buffer };

type Photograph = { width: number; height: number; orientation?: number };

/** What the camera wrote beside the pixels; nobody else may find it in what was sent. */
export const CAMERA = 'Camera of Ada';

/**
 * A JPEG as a camera makes it: real pixels (left half red, right half blue), told to be turned, with the place where it
 * was taken. `width`, `height`: as it lies in the file.
 */
export async function photograph(
  page: Page,
  { width, height, orientation = 1 }: Photograph,
): Promise<Chosen> {
  const pixels = await drawn(page, { width, height, type: 'image/jpeg' });
  const buffer = Buffer.concat([pixels.subarray(0, 2), exif(orientation), pixels.subarray(2)]);
  return { name: 'photograph.jpg', mimeType: 'image/jpeg', buffer };
}

/** A PNG with the same two colours. */
export async function screenshot(page: Page, width: number, height: number): Promise<Chosen> {
  const buffer = await drawn(page, { width, height, type: 'image/png' });
  return { name: 'screenshot.png', mimeType: 'image/png', buffer };
}

export function textFile(name: string, text: string): Chosen {
  return { name, mimeType: 'text/plain', buffer: Buffer.from(text) };
}

/** Some frames of one colour after the other, recorded by the browser itself. */
export async function film(page: Page, width: number, height: number): Promise<Chosen> {
  const base64 = await page.evaluate(
    async (size) => {
      const canvas = Object.assign(document.createElement('canvas'), size);
      const context = canvas.getContext('2d');
      const recorder = new MediaRecorder(canvas.captureStream(30), { mimeType: 'video/webm' });
      const recorded = new Promise<Blob>((resolve) => {
        recorder.ondataavailable = ({ data }) => resolve(data);
      });
      recorder.start();
      for (let frame = 0; frame < 20; frame += 1) {
        if (context) context.fillStyle = `hsl(${frame * 18} 80% 50%)`;
        context?.fillRect(0, 0, size.width, size.height);
        await new Promise(requestAnimationFrame);
      }
      recorder.stop();
      const bytes = new Uint8Array(await (await recorded).arrayBuffer());
      return btoa(bytes.reduce((text, byte) => text + String.fromCharCode(byte), ''));
    },
    { width, height },
  );
  return { name: 'film.webm', mimeType: 'video/webm', buffer: Buffer.from(base64, 'base64') };
}

async function drawn(page: Page, wanted: { width: number; height: number; type: string }): Promise<Buffer> {
  const base64 = await page.evaluate(async ({ width, height, type }) => {
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d');
    if (!context) throw new Error('No canvas.');
    for (const [colour, x] of [
      ['#d02020', 0],
      ['#2020d0', width / 2],
    ] as const) {
      context.fillStyle = colour;
      context.fillRect(x, 0, width / 2, height);
    }
    const bytes = new Uint8Array(await (await canvas.convertToBlob({ type, quality: 0.95 })).arrayBuffer());
    return btoa(bytes.reduce((text, byte) => text + String.fromCharCode(byte), ''));
  }, wanted);
  return Buffer.from(base64, 'base64');
}

/** An APP1 segment: orientation, the camera's name, and a GPS directory with a latitude. */
function exif(orientation: number): Buffer {
  const name = Buffer.from(`${CAMERA}\0`, 'latin1');
  const [names, gps] = [50, 50 + name.length];
  const entry = (tag: number, type: number, count: number, value: Buffer) =>
    Buffer.concat([u16(tag), u16(type), u32(count), value]);
  const directory = Buffer.concat([
    u16(3),
    entry(0x0110, 2, name.length, u32(names)),
    entry(0x0112, 3, 1, Buffer.concat([u16(orientation), u16(0)])),
    entry(0x8825, 4, 1, u32(gps)),
    u32(0),
  ]);
  const place = Buffer.concat([u16(1), entry(0x0001, 2, 2, Buffer.from('N\0\0\0')), u32(0)]);
  const tiff = Buffer.concat([Buffer.from('MM\0*'), u32(8), directory, name, place]);
  const body = Buffer.concat([Buffer.from('Exif\0\0'), tiff]);
  return Buffer.concat([u16(0xffe1), u16(body.length + 2), body]);
}

const u16 = (value: number) => Buffer.from([value >> 8, value & 0xff]);
const u32 = (value: number) => Buffer.concat([u16(value >>> 16), u16(value & 0xffff)]);

/** Lets files go over an element, after they hung over it, as a hand does; or pastes them. */
export async function give(target: Locator, how: 'drop' | 'paste', files: readonly Chosen[]): Promise<void> {
  const page = target.page();
  const given = files.map(({ name, mimeType, buffer }) => ({
    name,
    mimeType,
    base64: buffer.toString('base64'),
  }));
  const data = await page.evaluateHandle((list) => {
    const transfer = new DataTransfer();
    for (const { name, mimeType, base64 } of list) {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      transfer.items.add(new File([bytes], name, { type: mimeType }));
    }
    return transfer;
  }, given);
  if (how === 'drop') {
    await target.dispatchEvent('dragenter', { dataTransfer: data });
    await target.dispatchEvent('dragover', { dataTransfer: data });
    await target.dispatchEvent('drop', { dataTransfer: data });
  } else {
    await target.evaluate((element, clipboardData) => {
      element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    }, data);
  }
}
