import { pdf } from '@/lib/attachments/testing/files';
import { browserOptions } from '../../bin/testing/browser.mjs';
import { expect, test } from '../support/fixtures';
import { sendFiles } from '../support/send-files';
import { enter } from './chat-screen';

// A reader for PDFs is part of the whole browser only.
test.use({ launchOptions: browserOptions('whole') });

test('a PDF is read in the browser’s own reader', async ({ signedIn, room }) => {
  const [ada, grace] = [await signedIn('ada'), await signedIn('grace')];
  const tea = await room({ members: [ada, grace] });
  await sendFiles(grace, tea, [{ name: 'leaflet.pdf', type: 'application/pdf', bytes: pdf() }]);
  await enter(ada, tea);
  const { page } = ada;
  await page.getByRole('button', { name: 'Look at leaflet.pdf' }).click();
  const frame = page.getByRole('dialog', { name: 'leaflet.pdf' }).locator('iframe[title="leaflet.pdf"]');
  await expect(frame).toBeVisible();
  // The policies of the page and of the store let it.
  await expect
    .poll(() => page.frames().filter((one) => one.url().includes('/attachments/')).length)
    .toBeGreaterThan(0);
});
