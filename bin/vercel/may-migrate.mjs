/**
 * Whether a deployment brings its database to its release: production does; a preview only where it has a database of
 * its own, for it may be older than production, or never go there.
 */
export function mayMigrate({ VERCEL_ENV, PREVIEW_MIGRATE }) {
  return VERCEL_ENV === 'production' || (VERCEL_ENV === 'preview' && PREVIEW_MIGRATE === '1');
}
