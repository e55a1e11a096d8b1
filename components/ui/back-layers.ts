/** What lies over a page and goes before it does: a drawer, a dialog, a sheet, a panel of a small screen. */
export type Layer = { close: () => void };

type Host = Pick<Window, 'history' | 'addEventListener'>;
/** In the state of a history entry: how many layers lay over its page. */
type Mark = { layers?: number } | null;

/**
 * Going back closes the topmost layer before it leaves the page. Each layer gets a history entry of its own, with the
 * address and the state of the page below it. What becomes of the entry when the layer goes otherwise:
 *
 * - put away by hand: the entry goes too;
 * - closed by the app, which is often on its way to another page then: the entry stays. The next page takes its place
 *   (a step of ours back could come in between and stop Next's way there), or the next layer uses it; and if neither
 *   comes, going back goes past it.
 */
export function backLayers({ history, addEventListener }: Host) {
  const open: Layer[] = [];
  let known = depthOf(history);
  let isOwnStep = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const pushState = history.pushState.bind(history);
  const replaceState = history.replaceState.bind(history);
  const write = (method: typeof pushState, ...entry: Parameters<typeof pushState>) => {
    method(...entry);
    known = depthOf(history);
  };
  history.pushState = (data, unused, url) =>
    write(depthOf(history) === 0 ? pushState : replaceState, { ...data, layers: 0 }, unused, url);

  const settle = (mayGo: boolean) => {
    if (isOwnStep) return;
    while (known < open.length) write(pushState, { ...history.state, layers: known + 1 }, '');
    if (!mayGo || known === open.length) return;
    isOwnStep = true;
    history.go(open.length - known);
  };
  // One layer often follows another, a question the sheet that asked it: they share the entry.
  const settleSoon = (mayGo: boolean) => {
    clearTimeout(timer);
    timer = setTimeout(() => settle(mayGo), 0);
  };

  const onPopState = () => {
    const was = known;
    known = depthOf(history);
    if (isOwnStep) {
      isOwnStep = false;
      return settle(false);
    }
    const closesNothing = known < was && open.length <= known;
    while (open.length > known) open.pop()?.close();
    // Next writes this entry yet, and writing calls off a step that has only begun.
    if (closesNothing) setTimeout(() => history.back(), 0);
  };
  addEventListener('popstate', onPopState);

  return {
    add(layer: Layer): void {
      open.push(layer);
      settleSoon(false);
    },
    /** `byHand`: the person put it away, and nothing else follows from that. */
    remove(layer: Layer, { byHand }: { byHand: boolean }): void {
      const index = open.indexOf(layer);
      if (index < 0) return;
      open.splice(index, 1);
      settleSoon(byHand);
    },
  };
}

function depthOf({ state }: History): number {
  return (state as Mark)?.layers ?? 0;
}
