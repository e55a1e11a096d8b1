import { fileURLToPath } from 'node:url';
import { explain } from '@/lib/backup/explain';
import { nowAndThen } from '@/lib/backup/now-and-then';
import { restore } from '@/lib/backup/restore';
import { contents } from '@/lib/backup/summary';
import { readPlace } from '@/lib/storage/client';
import { openTransfer } from '@/lib/storage/transfer';

/** What has become of it when it ends early. */
let state = 'The database has no row of it; the same command again goes on.';

const steps = {
  checked: 'Every file of the backup is as it was written; putting the files into the store.',
  files: 'The files are there; inserting the rows.',
  rows: 'The rows are there.',
};

async function run(directory: string, signal: AbortSignal): Promise<void> {
  const url = process.env['DATABASE_URL_UNPOOLED'] ?? process.env['DATABASE_URL'] ?? '';
  const store = openTransfer(readPlace());
  console.log(
    `Restoring ${directory} into the database at ${new URL(url).host} and the store at ${store.endpoint}.`,
  );
  // Both as dist/restore.mjs and where it is written.
  const migrations = fileURLToPath(new URL('../drizzle', import.meta.url));
  const manifest = await restore({
    ...{ url, store, directory, migrations, signal },
    onFile: nowAndThen((count) => console.log(`${count} files …`)),
    onStep: (step) => {
      console.log(steps[step]);
      if (step === 'rows') state = 'What was in the backup is restored; npm run migrate does what is left.';
    },
  });
  console.log(`Restored ${contents(manifest)}, as of ${manifest.takenAt}.`);
  if (manifest.objects.missing > 0)
    console.log(`Files that were missing when the backup was made: ${manifest.objects.missing}.`);
  console.log('Everybody has to sign in again, and every browser loads anew. Start Parlance.');
}

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => stop.abort());
try {
  await run(process.argv[2] ?? '', stop.signal);
} catch (error) {
  console.error(stop.signal.aborted ? `Stopped. ${state}` : explain(error, state));
  process.exitCode = stop.signal.aborted ? 130 : 1;
}
