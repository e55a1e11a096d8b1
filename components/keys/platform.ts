/** Whether the keyboard has ⌘ and ⌥. Only asked in the browser: a server does not know. */
export function isApple(): boolean {
  return /mac|iphone|ipad/i.test(navigator.platform);
}
