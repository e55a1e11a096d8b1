import type { BrowserContext, Page } from 'playwright/test';

/**
 * Collects what must not happen on any page: console errors (reports of the Content Security Policy are among them)
 * and uncaught exceptions. Refusals a test provokes are announced with `expect`.
 */
export class Problems {
  #found: string[] = [];
  #expected: RegExp[] = [];

  watch(context: BrowserContext): void {
    context.on('page', (page) => this.#watchPage(page));
  }

  /** Console errors that match belong to the test, as a failing request does whose refusal it looks at. */
  expect(pattern: RegExp): void {
    this.#expected.push(pattern);
  }

  /** Everything unexpected so far. */
  list(): string[] {
    return this.#found.filter((problem) => !this.#expected.some((pattern) => pattern.test(problem)));
  }

  #watchPage(page: Page): void {
    page.on('console', (message) => {
      if (message.type() === 'error')
        this.#found.push(`${message.text()} (${message.location().url || page.url()})`);
    });
    page.on('pageerror', (error) => this.#found.push(`uncaught: ${error.stack ?? error.message}`));
  }
}
