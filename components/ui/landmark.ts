/** Where a popup belongs: whoever goes by landmarks finds it beside what opened it, and not outside of everything. */
export function landmarkOf(opener: Element | undefined): HTMLElement | undefined {
  return (
    opener?.closest<HTMLElement>('[role="dialog"], [role="alertdialog"], main, aside, body > header') ??
    undefined
  );
}
