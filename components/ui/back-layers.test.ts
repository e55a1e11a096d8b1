import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { backLayers, type Layer } from './back-layers';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

type Entry = { state: unknown; url: string };

/** A tab's history: steps are taken later, as a browser does, and writing an entry forgets those after it. */
class Tab implements Pick<Window, 'history'> {
  entries: Entry[] = [{ state: null, url: '/a' }];
  index = 0;
  #onPop: (() => void)[] = [];

  addEventListener = ((_name: string, listen: () => void) => {
    this.#onPop.push(listen);
  }) as Window['addEventListener'];

  get url(): string {
    return this.#current.url;
  }

  get #current(): Entry {
    return this.entries[this.index] ?? { state: null, url: 'nowhere' };
  }

  history = ((tab: Tab) => ({
    get state() {
      return tab.#current.state;
    },
    pushState(state: unknown, _unused: string, url = tab.url) {
      tab.entries = [...tab.entries.slice(0, tab.index + 1), { state, url: String(url) }];
      tab.index += 1;
    },
    replaceState(state: unknown, _unused: string, url = tab.url) {
      tab.entries[tab.index] = { state, url: String(url) };
    },
    back: () => tab.history.go(-1),
    go: (steps = 0) => void setTimeout(() => tab.#step(steps), 1),
  }))(this) as unknown as History;

  #step(steps: number): void {
    if (!this.entries[this.index + steps]) return;
    this.index += steps;
    for (const listen of this.#onPop) listen();
  }
}

/** A page with layers over it, as a person meets it. */
class Screen {
  tab = new Tab();
  open: Layer[] = [];
  pages = ['/a'];
  #layers = backLayers(this.tab);

  show(): void {
    const layer: Layer = { close: () => this.#drop(layer) };
    this.open.push(layer);
    this.#layers.add(layer);
  }

  close(byHand: boolean): void {
    const layer = this.open.at(-1);
    if (!layer) return;
    this.#drop(layer);
    this.#layers.remove(layer, { byHand });
  }

  exchange(): void {
    const had = this.open.length;
    this.close(false);
    if (had > 0) this.show();
  }

  go(url: string): void {
    for (const _ of [...this.open]) this.close(false);
    this.tab.history.pushState(null, '', url);
    this.pages.push(url);
  }

  async back(): Promise<void> {
    const { length } = this.open;
    this.tab.history.back();
    await rest();
    expect(this.open).toHaveLength(Math.max(0, length - 1));
    if (length === 0 && this.pages.length > 1) this.pages.pop();
  }

  #drop(layer: Layer): void {
    this.open = this.open.filter((other) => other !== layer);
  }
}

async function rest(): Promise<void> {
  await vi.advanceTimersByTimeAsync(50);
}

const acts: readonly ((screen: Screen, step: number) => unknown)[] = [
  (screen) => screen.show(),
  (screen) => screen.close(true),
  (screen) => screen.close(false),
  (screen) => screen.exchange(),
  (screen, step) => screen.go(`/${step}`),
  (screen) => screen.back(),
];

test('whatever happens, going back closes the topmost layer, and with none open leaves the page', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(...acts), { maxLength: 40 }), async (chosen) => {
      const screen = new Screen();
      for (const [step, act] of chosen.entries()) {
        await act(screen, step);
        await rest();
        expect(screen.tab.url).toBe(screen.pages.at(-1));
      }
    }),
  );
});

test('a layer put away by hand leaves no entry, one that the app closed gives its to the next page', async () => {
  const screen = new Screen();
  screen.show();
  await rest();
  expect(screen.tab.index).toBe(1);
  screen.close(true);
  await rest();
  expect(screen.tab.index).toBe(0);

  screen.show();
  await rest();
  screen.go('/b');
  await rest();
  expect(screen.tab.entries.map(({ url }) => url)).toEqual(['/a', '/b']);
});
