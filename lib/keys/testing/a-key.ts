import type { Pressed } from '../chord';

/** A key as the browser would report it, with nothing held beside it. */
export function aKey(pressed: Partial<Pressed> & { key: string }): Pressed {
  return {
    code: '',
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    isComposing: false,
    keyCode: 0,
    getModifierState: () => false,
    ...pressed,
  };
}
