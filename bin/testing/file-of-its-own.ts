/**
 * Before each test file. The files of a worker share its modules, as loading them anew takes longer than the tests; but
 * each begins with the environment that the worker began with, and with nothing that the process keeps.
 */
const began = Symbol.for('parlance.testing.environment');
const holder = globalThis as { [began]?: NodeJS.ProcessEnv };

holder[began] ??= { ...process.env };
for (const name of Object.keys(process.env)) if (!(name in holder[began])) delete process.env[name];
Object.assign(process.env, holder[began]);
// The pool, and what `single` holds: hub, limits, caches, the environment as it was read.
for (const kept of ['parlance.pool', 'parlance.registry'])
  Reflect.deleteProperty(globalThis, Symbol.for(kept));
