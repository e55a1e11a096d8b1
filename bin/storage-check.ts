import { env } from '@/lib/env';
import { checkStore } from '@/lib/storage/check';
import { readPlace } from '@/lib/storage/client';

/** Tells, sentence by sentence, whether the store is right; ends with 1 when it is not. */
try {
  for await (const { ok, sentence } of checkStore(readPlace(), env().PUBLIC_URL)) {
    console.log(`${ok ? '✓' : '✗'} ${sentence}`);
    if (!ok) process.exitCode = 1;
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
