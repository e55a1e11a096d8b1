import { chartOf } from './chart';
import type { HistoryReport } from './history';
import type { Report } from './report';
import { columns, faultsOf, ratioLines, rejections } from './table';
import { boundOf, isMet, type Target } from './targets';
import type { Workload } from './workloads';

export type Told = {
  at: string;
  machine: string;
  targets: readonly Target[];
  reports: readonly Report[];
  history: readonly HistoryReport[];
  unfinished: readonly string[];
  knees: readonly string[];
  workloads: readonly Workload[];
};

const style = `
:root{color-scheme:light dark;--ink:light-dark(#1c1917,#e7e5e4);--dim:light-dark(#57534e,#a8a29e);--line:light-dark(#e7e5e4,#44403c);
--paper:light-dark(#fff,#1c1917);--good:light-dark(#15803d,#4ade80);--bad:light-dark(#b91c1c,#f87171)}
body{font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);margin:0 auto;padding:1.5rem 1rem 4rem;max-width:76rem}
h1{font-size:1.6rem;line-height:1.2;margin:0}h2{font-size:1.15rem;margin:2.5rem 0 .5rem}p,li{max-width:65ch}.dim{color:var(--dim)}
.wide{overflow-x:auto}table{border-collapse:collapse;font-size:.875rem;font-variant-numeric:tabular-nums}
th,td{padding:.3rem .75rem .3rem 0;text-align:right;white-space:nowrap;border-bottom:1px solid var(--line)}
th{font-weight:600;color:var(--dim)}th:first-child,td:first-child,.words{text-align:left}:is(th,td):last-child{text-align:left}td.words{white-space:normal;min-width:8rem}
svg{display:block;width:100%;max-width:46rem;font-size:12px;fill:var(--dim)}.line{stroke:var(--line)}polyline{fill:none;stroke-width:2}
${[
  ['#1d4ed8', '#93b4ff'],
  ['#15803d', '#4ade80'],
  ['#b45309', '#fbbf24'],
  ['#7e22ce', '#d8b4fe'],
]
  .map(
    ([light, dark], n) =>
      `.of${n} polyline{stroke:light-dark(${light},${dark})}.of${n} text{fill:light-dark(${light},${dark})}`,
  )
  .join('')}
.met{color:var(--good)}.missed{color:var(--bad)}ul{padding-left:1.2rem}`;

/** A page of its own, that needs nothing from anywhere. */
export function pageOf(told: Told): string {
  const { at, machine, reports, workloads, unfinished, knees } = told;
  const steps = workloads.filter(({ isStep }) => isStep).map(({ name }) => name);
  const chart = chartOf(reports.filter(({ workload }) => steps.includes(workload)));
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Bench of ${at.slice(0, 10)}</title><style>${style}</style>
<h1>Bench</h1><p class="dim"><time>${at}</time> · ${machine}</p>
${section('Targets', targetTable(told.targets))}
${section('Latency against load', chart && `<p class="dim">One room, 1,000 listeners, more and more messages. Solid: 99 of 100 deliveries within; dashed: half of them. Both scales are logarithmic.</p>${chart}${list(knees)}`)}
${section('History: pages of a hundred in a room of a million', historyTable(told.history))}
${workloads.map((workload) => section(workload.name, of(workload, reports))).join('\n')}
${section('What says nothing', list([...rejections(reports), ...unfinished]))}
</html>\n`;
}

/** Nothing where there is nothing to tell. */
const section = (title: string, content: string) => (content === '' ? '' : `<h2>${title}</h2>${content}`);

const list = (lines: readonly string[]) =>
  lines.length === 0 ? '' : `<ul>${lines.map((line) => `<li>${line}</li>`).join('')}</ul>`;

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const cells = rows.map((row) => `<tr>${row.join('')}</tr>`).join('');
  return `<div class="wide" tabindex="0"><table><thead><tr>${head.map((cell) => `<th scope="col">${cell}</th>`).join('')}</tr></thead><tbody>${cells}</tbody></table></div>`;
}

const cell = (content: string, kind = '') => `<td${kind && ` class="${kind}"`}>${content}</td>`;

function targetTable(targets: readonly Target[]): string {
  const rows = targets.map((target) => {
    const { what, figure, unit } = target;
    const isGood = isMet(target);
    return [
      cell(isGood ? '✓ met' : '✗ missed', isGood ? 'met' : 'missed'),
      cell(`${figure.toFixed(2)} ${unit}`),
      cell(`${what}<br><span class="dim">${boundOf(target)}</span>`, 'words'),
    ];
  });
  return table(['', '', ''], rows);
}

function historyTable(history: readonly HistoryReport[]): string {
  const rows = history.map(({ who, where, perSecond, latency: { p50, p99 }, refused }) => [
    ...[cell(who), cell(where)],
    ...[perSecond.toFixed(0), p50.toFixed(1), p99.toFixed(1), String(refused)].map((figure) => cell(figure)),
  ]);
  return table(['', 'where', 'pages/s', 'p50', 'p99', 'refused'], rows);
}

function of({ name, what }: Workload, reports: readonly Report[]): string {
  const own = reports.filter(({ workload }) => workload === name);
  const rows = own.map((report) => [
    cell(report.candidate),
    ...columns.map(([, figure, digits]) => cell(figure(report).toFixed(digits))),
    cell(String(report.runs)),
    cell(faultsOf(report), 'words'),
  ]);
  const heads = ['', ...columns.map(([head]) => head), 'runs', 'exact'];
  if (own.length === 0) return '';
  return `<p class="dim">${what}. Times in milliseconds.</p>${table(heads, rows)}${list(ratioLines(own))}`;
}
