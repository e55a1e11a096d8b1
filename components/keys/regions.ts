/** Where F6 lands in a region: what is open there, where one was, where one writes. */
const starts = ['[aria-current="page"]', 'article[tabindex="0"]', 'textarea'];

/**
 * Moves the focus to the next region of the page (what says `data-region`), going around; false when there is no other.
 * A region that holds others is none itself.
 */
export function goToRegion(step: 1 | -1): boolean {
  const all = [...document.querySelectorAll<HTMLElement>('[data-region]')];
  const regions = all.filter((region) => isShown(region) && !region.querySelector('[data-region]'));
  const here = regions.findIndex((region) => region.contains(document.activeElement));
  const from = here === -1 && step === -1 ? 0 : here;
  const next = regions[(from + step + regions.length) % regions.length];
  if (!next || next === regions[here]) return false;
  startOf(next).focus();
  return true;
}

function startOf(region: HTMLElement): HTMLElement {
  // Else on the region, if it takes the focus, or on the first thing in it.
  const others = region.hasAttribute('tabindex') ? [] : ['a[href], button, input'];
  for (const start of [...starts, ...others]) {
    const found = [...region.querySelectorAll<HTMLElement>(start)].find(isShown);
    if (found) return found;
  }
  return region;
}

function isShown(element: HTMLElement): boolean {
  return element.getClientRects().length > 0;
}
