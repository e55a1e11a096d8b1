import type { Page } from 'playwright/test';
import { Finger } from './finger';
import { test as base, type Someone } from './fixtures';

/** A phone in the hand of somebody: small, without a mouse, with a touch screen. */
export const test = base.extend<{ onPhone(someone: Someone): Promise<{ page: Page; finger: Finger }> }>({
  onPhone: async ({ browser, baseURL, problems }, use) => {
    const phones: (() => Promise<void>)[] = [];
    await use(async ({ context }) => {
      const phone = await browser.newContext({
        baseURL: baseURL ?? '',
        storageState: await context.storageState(),
        viewport: { width: 360, height: 740 },
        hasTouch: true,
        isMobile: true,
        permissions: ['clipboard-read', 'clipboard-write'],
      });
      phones.push(() => phone.close());
      problems.watch(phone);
      const page = await phone.newPage();
      return { page, finger: new Finger(page) };
    });
    await Promise.all(phones.map((close) => close()));
  },
});
