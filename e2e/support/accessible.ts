import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type axe from 'axe-core';
import { expect, type Page } from 'playwright/test';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Fails with axe's own words when the page as it stands breaks a WCAG 2.2 AA rule. */
export async function expectAccessible(page: Page): Promise<void> {
  // Evaluated, not added as an element: the page's policy would refuse the element.
  await page.evaluate(source);
  const violations = await page.evaluate(async () => {
    // A color on its way to another is none that anybody chose. What takes longer is none that comes to an end.
    const passing = document
      .getAnimations()
      .filter(({ effect }) => Number(effect?.getComputedTiming().endTime) < 1_000);
    await Promise.allSettled(passing.map(({ finished }) => finished));
    const { axe: runner } = window as unknown as { axe: typeof axe };
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const results = await runner.run(document, { runOnly: tags });
    return results.violations.map(({ id, help, nodes }) => ({
      id,
      help,
      at: nodes.map(({ html, failureSummary }) => ({ html, failureSummary })),
    }));
  });
  expect(violations).toEqual([]);
}
