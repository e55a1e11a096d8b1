import { closePool } from '@/db/client';
import { auditStorage, type Finding } from '@/lib/attachments/audit';

/** Tells which rows have no object and which objects no row; changes nothing. Ends with 1 when there is something. */
function sentenceOf(finding: Finding): string {
  switch (finding.kind) {
    case 'object_without_row':
      return `An object without a row: ${finding.key} (${finding.bytes} bytes).`;
    case 'row_without_object':
      return `A row without an object: attachment ${finding.id} lacks ${finding.key}.`;
    case 'miscounted':
      return `Miscounted: ${finding.ownerId} is said to use ${finding.counted} bytes and uses ${finding.bytes}.`;
  }
}

let findings = 0;
try {
  const { rows, objects } = await auditStorage((finding) => {
    findings += 1;
    console.log(sentenceOf(finding));
  });
  console.log(`${rows} rows, ${objects} objects, ${findings} of them wrong.`);
  if (findings > 0) process.exitCode = 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await closePool();
}
