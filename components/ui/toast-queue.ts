export type Shown = {
  title: string;
  description?: string;
  tone?: 'done' | 'danger';
  action?: { label: string; onClick: () => void };
};

export type ToastQueue = {
  add: (toast: Shown) => void;
  /** From now on `show` gets each toast, those first that waited for it. Returns how to stop. */
  serve: (show: (toast: Shown) => void) => () => void;
};

/** Toasts on their way to what shows them, whose code may still have to come. `onFirst` is called at the first one. */
export function createToastQueue(onFirst: () => void): ToastQueue {
  let waiting: Shown[] = [];
  let showing: ((toast: Shown) => void) | null = null;
  return {
    add: (toast) => {
      if (showing) return showing(toast);
      waiting.push(toast);
      onFirst();
    },
    serve: (show) => {
      showing = show;
      for (const toast of waiting) show(toast);
      waiting = [];
      return () => {
        showing = null;
      };
    },
  };
}
