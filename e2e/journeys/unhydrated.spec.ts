import { expect, test } from '../support/fixtures';

test('before our code is here nobody’s password can end up in the address', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, ...(baseURL && { baseURL }) });
  const page = await context.newPage();
  await page.goto('/sign-in');
  const password = page.getByLabel('Password', { exact: true });
  await password.fill('correct horse battery');
  await password.press('Enter');
  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeDisabled();
  await expect(page.locator('form')).toHaveAttribute('method', 'post');
  expect(page.url()).not.toContain('correct');
  await context.close();
});
