import pino from 'pino';
import { type StoreSettings, serveStore } from './store/serve';

/**
 * The embedded object store as a process of its own, started by the launcher, which sends the settings and is told
 * the port. Ends when it is told to, and when the launcher is gone.
 */
async function run(settings: Omit<StoreSettings, 'onError'>): Promise<void> {
  const log = pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime });
  const store = await serveStore({
    ...settings,
    onError: (err) => log.error({ err }, 'The store could not do what it was asked.'),
  });
  let ending = false;
  const end = () => {
    if (ending) return;
    ending = true;
    void store.close().then(() => process.exit(0));
  };
  process.on('SIGTERM', end);
  process.on('disconnect', end);
  process.on('SIGINT', () => {
    // Ctrl-C reaches the whole terminal; whoever started us ends us in its order.
  });
  process.send?.({ port: store.port });
}

process.once('message', (settings: Omit<StoreSettings, 'onError'>) => {
  run(settings).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  });
});
