/** What `visualViewport` says, with the height of the page's layout; CSS pixels. */
type Viewport = { layoutHeight: number; height: number; offsetTop: number; scale: number };

/** The lowest screen keyboard is higher than this, and no toolbar of a browser is. */
const KEYBOARD_MIN = 120;

/**
 * The part of the page that a screen keyboard lying over it leaves in sight; null when there is none. Most browsers make
 * the page smaller (`interactive-widget` in app/layout.tsx), and there is nothing to do; Safari on iOS covers it.
 * Whoever has zoomed in sees less of the page as well, and means it.
 */
export function visibleArea(viewport: Viewport): { top: number; height: number } | null {
  const { layoutHeight, height, offsetTop, scale } = viewport;
  if (Math.abs(scale - 1) > 0.01 || layoutHeight - height < KEYBOARD_MIN) return null;
  return { top: Math.max(0, Math.round(offsetTop)), height: Math.round(height) };
}
