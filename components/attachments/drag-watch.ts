/** While something hangs over the page browsers say so at least this often. */
const SILENT_MS = 700;

type Watching = {
  onOver: (isOver: boolean) => void;
  onDrop: (dropped: DataTransfer) => void;
};

/**
 * Watches what is dragged over the window: files, but neither text nor what is dragged from the page itself. Where
 * something lies over the page they are taken from the browser, which would open them in its place, and are dropped.
 */
export function watchDrag({ onOver, onDrop }: Watching): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  let isOurs = false;
  let silence: ReturnType<typeof setTimeout> | undefined;
  const tell = (isOver: boolean) => {
    clearTimeout(silence);
    if (isOver) silence = setTimeout(() => onOver(false), SILENT_MS);
    onOver(isOver);
  };
  const hasFiles = ({ dataTransfer }: DragEvent) => !isOurs && dataTransfer?.types.includes('Files');
  const over = (event: DragEvent) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    if (event.dataTransfer) event.dataTransfer.dropEffect = isCovered() ? 'none' : 'copy';
    tell(!isCovered());
  };
  const leave = (event: DragEvent) => {
    if (event.relatedTarget === null && isOutside(event)) tell(false);
  };
  const drop = (event: DragEvent) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    tell(false);
    if (event.dataTransfer && !isCovered()) onDrop(event.dataTransfer);
  };
  window.addEventListener('dragenter', over, { signal });
  window.addEventListener('dragover', over, { signal });
  window.addEventListener('dragleave', leave, { signal });
  window.addEventListener('drop', drop, { signal });
  for (const [name, ours] of [
    ['dragstart', true],
    ['dragend', false],
  ] as const)
    window.addEventListener(
      name,
      () => {
        isOurs = ours;
      },
      { signal },
    );
  return () => {
    clearTimeout(silence);
    listening.abort();
  };
}

/** A room that was left with a dialog over it keeps both, hidden. */
function isCovered(): boolean {
  const dialogs = document.querySelectorAll(':is([role="dialog"], [role="alertdialog"]):not([data-closed])');
  return [...dialogs].some((dialog) => dialog.checkVisibility());
}

/** Browsers also say that something left when it only went on to another element. */
function isOutside({ clientX, clientY }: DragEvent): boolean {
  const { innerWidth, innerHeight } = window;
  return clientX <= 0 || clientY <= 0 || clientX >= innerWidth || clientY >= innerHeight;
}
