export type Device = {
  /** Empty when the browser is not known. */
  browser: string;
  system: string;
  mobile: boolean;
};

// The first match counts: Edge and Opera call themselves Chrome as well, and Chrome calls itself Safari.
const browsers: readonly [RegExp, string][] = [
  [/\bEdgA?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\b(?:Chrome|CriOS|HeadlessChrome)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];

// iPhones mention Mac OS X, Androids mention Linux.
const systems: readonly [RegExp, string][] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bLinux\b/, 'Linux'],
];

/** What a device calls itself, as far as people would recognise it. */
export function deviceOf(userAgent: string): Device {
  const nameIn = (table: readonly [RegExp, string][]) =>
    table.find(([mark]) => mark.test(userAgent))?.[1] ?? '';
  return {
    browser: nameIn(browsers),
    system: nameIn(systems),
    mobile: /\b(?:Mobile|iPhone|iPad|Android)\b/.test(userAgent),
  };
}
