/** What a developer's shell may hold must not lead the tests to a real database, or to real files. */
export function forgetPlaces() {
  for (const name of Object.keys(process.env))
    if (/^(BASE_URL|DATABASE_URL|DATABASE_URL_UNPOOLED|DATA_DIR|REDIS_URL|S3_.*)$/.test(name))
      delete process.env[name];
}
