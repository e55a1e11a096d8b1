import {
  File,
  FileArchive,
  FileCode,
  FileImage,
  FileMusic,
  FileSpreadsheet,
  FileText,
  FileVideoCamera,
} from 'lucide-react';
import type { AttachmentKind } from '@/lib/attachments/policy';

const endings = [
  [/\.(zip|gz|tgz|xz|bz2|7z|rar|tar)$/i, FileArchive],
  [/\.(xlsx?|ods|csv|tsv|numbers)$/i, FileSpreadsheet],
  [/\.(m?[jt]sx?|py|rb|go|rs|java|kt|c|h|cpp|cs|sh|sql|html?|css|json|ya?ml|xml|svg)$/i, FileCode],
] as const;

const kinds = { image: FileImage, video: FileVideoCamera, audio: FileMusic, document: FileText, file: File };

/** What a file is, at a glance. Decoration: its name says it too. */
export function FileIcon({
  file,
  className,
}: {
  file: { name: string; kind: AttachmentKind };
  className?: string;
}) {
  const Icon = endings.find(([ending]) => ending.test(file.name))?.[1] ?? kinds[file.kind];
  return <Icon aria-hidden className={className} />;
}
