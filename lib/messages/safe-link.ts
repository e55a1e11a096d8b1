const allowed = new Set(['http:', 'https:', 'mailto:']);

/** The address if it is an absolute http, https or mailto link; null for anything else, whatever it is disguised as. */
export function safeLink(href: string | undefined): string | null {
  // Browsers drop tabs, line ends and leading control characters inside a scheme; `URL` does the same before we look.
  if (!href || !URL.canParse(href)) return null;
  return allowed.has(new URL(href).protocol) ? href : null;
}
