/** How dialogs look, whoever draws them. */
export const backdropClass =
  'fixed inset-0 z-40 bg-scrim transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0';
export const viewportClass =
  'fixed inset-x-0 top-(--visible-top) z-40 flex h-(--visible-height) pr-safe pl-safe items-end justify-center sm:items-center sm:p-6';
export const popupClass =
  'flex max-h-[calc(var(--visible-height)*0.92)] w-full flex-col rounded-t-xl bg-surface text-ink shadow-popup outline-none ' +
  'transition-[translate,scale,opacity] ease-out sm:max-h-[85dvh] sm:rounded-xl ' +
  'data-ending-style:opacity-0 data-starting-style:opacity-0 ' +
  'max-sm:data-ending-style:translate-y-6 max-sm:data-starting-style:translate-y-6 ' +
  'sm:data-ending-style:scale-[0.98] sm:data-starting-style:scale-[0.98]';
