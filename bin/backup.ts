import { fileSize } from '@/lib/attachments/file-size';
import { backUp } from '@/lib/backup/back-up';
import { explain } from '@/lib/backup/explain';
import { nowAndThen } from '@/lib/backup/now-and-then';
import { absences, contents } from '@/lib/backup/summary';
import { readPlace } from '@/lib/storage/client';
import { openTransfer } from '@/lib/storage/transfer';

const steps = {
  waiting: 'Waiting: the database is being migrated or restored just now.',
  rows: 'The rows are copied, all of one instant; now the files.',
  files: 'The files are copied.',
};

async function run(directory: string, signal: AbortSignal): Promise<void> {
  const url = process.env['DATABASE_URL_UNPOOLED'] ?? process.env['DATABASE_URL'] ?? '';
  const store = openTransfer(readPlace());
  console.log(`Backing up the database at ${new URL(url).host} and the files at ${store.endpoint}.`);
  const began = Date.now();
  const backup = await backUp({
    ...{ url, store, directory, signal },
    onFile: nowAndThen((count) => console.log(`${count} files …`)),
    onStep: (step) => console.log(steps[step]),
  });
  const packed = backup.tables.reduce((sum, { bytes }) => sum + bytes, 0);
  const seconds = Math.ceil((Date.now() - began) / 1_000);
  console.log(`${contents(backup)} in ${seconds} s; the database takes ${fileSize('en', packed)}.`);
  for (const sentence of absences(backup)) console.error(sentence);
  console.log(
    `The backup is in ${directory}. It holds all that is said: keep it where nobody else can read it.`,
  );
}

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => stop.abort());
try {
  await run(process.argv[2] ?? '', stop.signal);
} catch (error) {
  const nothing = 'No backup was kept.';
  console.error(stop.signal.aborted ? `Stopped. ${nothing}` : explain(error, nothing));
  process.exitCode = stop.signal.aborted ? 130 : 1;
}
