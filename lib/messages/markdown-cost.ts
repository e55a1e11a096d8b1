/** What one message may cost the parser, in microseconds of a slow phone's main thread. */
const BUDGET = 20_000;
/** Containers (quotes, lists) opened by one line; the parser recurses per level and is quadratic in them. */
const DEPTH_MAX = 8;

// Microseconds per mark, measured with 8,000 characters of each on two slow cores; delimiter runs are quadratic,
// so theirs is the figure at a few hundred of them.
const costs: readonly [RegExp, number][] = [
  [/\n/g, 20],
  [/[[\]]/g, 12],
  [/[*_~]+/g, 40],
  [/`+/g, 15],
  [/[<\\&!]/g, 5],
  [/@/g, 15],
  [/\|/g, 8],
];
const LIST_LINE = 100;
const INDENT = 8;
const QUOTE_LINE = 40;

const container = /[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)])(?=[ \t]|$))/y;
const fenceStart = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})/;

/** Nothing in it that Markdown, a bare link or an address would change: the parser can be skipped. */
export function isPlain(body: string): boolean {
  return !/[*_~`#>|[\]<\\&@]|^[ \t]*(?:[-+]|\d{1,9}[.)])(?=[ \t]|$)|^ {4}|^\t|^[ \t]*[-=]+[ \t]*$| {2}\n|https?:\/\/|www\./im.test(
    body,
  );
}

/**
 * Would cost the parser more than a reader's frame can bear, so it is shown as it was typed. Linear in the text.
 * Marks inside a fenced block are free, they are not parsed.
 */
export function isTooIntricate(body: string): boolean {
  let cost = 0;
  // An HTML block may hold what only looks like a fence.
  const mayFence = !/^ {0,3}</m.test(body);
  let fence: string | null = null;
  for (const line of body.split('\n')) {
    const depth = depthOf(line);
    if (depth > DEPTH_MAX) return true;
    const mark = fenceStart.exec(line)?.[1] ?? null;
    if (fence !== null) {
      if (mark?.startsWith(fence) && line.trim() === mark) fence = null;
      cost += 10;
    } else if (mayFence && mark) fence = mark;
    else cost += costOf(`${line}\n`, depth);
    if (cost > BUDGET) return true;
  }
  return false;
}

function costOf(line: string, depth: number): number {
  let cost = 0;
  for (const [mark, each] of costs) cost += (line.match(mark)?.length ?? 0) * each;
  if (depth === 0) return cost;
  const isQuote = /^ {0,3}>/.test(line);
  const indent = line.length - line.trimStart().length;
  return cost + (isQuote ? QUOTE_LINE : LIST_LINE) * depth * depth + indent * INDENT;
}

function depthOf(line: string): number {
  let depth = 0;
  container.lastIndex = 0;
  while (container.test(line)) depth += 1;
  return depth;
}
