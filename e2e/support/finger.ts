import type { CDPSession, Locator, Page } from 'playwright/test';

type Place = { x: number; y: number };

/** In frames: longer than a browser looks back to tell how fast a finger was. */
const RESTS = 12;

/** A finger on the screen, through the browser's own input: it makes pointer events, gestures and clicks of it. */
export class Finger {
  #page: Page;
  #devtools: Promise<CDPSession>;

  constructor(page: Page) {
    this.#page = page;
    this.#devtools = page.context().newCDPSession(page);
  }

  async down(at: Place): Promise<void> {
    await this.#touch('touchStart', [at]);
  }

  async move(to: Place): Promise<void> {
    await this.#touch('touchMove', [to]);
  }

  async up(): Promise<void> {
    await this.#touch('touchEnd', []);
  }

  /**
   * From one place to another in twelve steps, each shown before the next is taken, and a rest at the end: the browser
   * takes a tap that follows a fling at once for one that stops it, and makes no click of it.
   */
  async swipe(from: Place, to: Place): Promise<void> {
    await this.down(from);
    for (let step = 1; step <= 12 + RESTS; step += 1) {
      const share = Math.min(1, step / 12);
      await this.move({ x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share });
      await this.#page.evaluate(() => new Promise(requestAnimationFrame));
    }
    await this.up();
  }

  /** Rests on an element until `isSeen` is; then the finger is lifted. */
  async hold(element: Locator, isSeen: () => Promise<void>): Promise<void> {
    const box = await element.boundingBox();
    if (!box) throw new Error('Nothing to hold.');
    await this.down({ x: box.x + Math.min(box.width / 2, 120), y: box.y + box.height / 2 });
    await isSeen();
    await this.up();
  }

  async #touch(type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: Place[]): Promise<void> {
    await (await this.#devtools).send('Input.dispatchTouchEvent', { type, touchPoints });
  }
}
