import type { Report } from './report';
import { tableOf } from './table';
import type { Workload } from './workloads';

const WIDTH = 720;
const HEIGHT = 360;
const MARGIN = 50;
const colours = ['#2563eb', '#15803d', '#b45309', '#7c3aed'];

/** A page of its own: latency against load, and the table. */
export function pageOf(reports: readonly Report[], workloads: readonly Workload[]): string {
  const names = [...new Set(reports.map(({ candidate }) => candidate))];
  const list = workloads.map(({ name, what }) => `<li><b>${name}</b> ${what}</li>`).join('');
  return `<!doctype html><meta charset="utf-8"><title>Bench</title>
<style>body{font:15px/1.5 system-ui;margin:2rem;max-width:90rem}pre{overflow:auto;font-size:12px}text{font-size:12px}</style>
<h1>Delivery latency against load</h1>
<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" role="img" aria-label="Latency against load">
${axes(reports)}${names.map((name, n) => curve(reports, name, n)).join('')}</svg>
<p>Solid: 99 of 100 deliveries within. Dashed: half of them. Both scales are logarithmic.</p>
<ul>${list}</ul><pre>${tableOf(reports)}</pre>\n`;
}

const loaded = (reports: readonly Report[]) =>
  reports.filter(({ deliveredPerSecond }) => deliveredPerSecond > 0);

/** Where a value stands between the least and the most of all. */
function scale(values: readonly number[], from: number, to: number): (value: number) => number {
  const [least, most] = [Math.log(Math.min(...values)), Math.log(Math.max(...values))];
  return (value) => from + ((Math.log(value) - least) / (most - least || 1)) * (to - from);
}

function scales(reports: readonly Report[]) {
  const shown = loaded(reports);
  const times = shown.flatMap(({ delivery }) => [delivery.p50, delivery.p99]);
  return {
    x: scale(
      shown.map(({ deliveredPerSecond }) => deliveredPerSecond),
      MARGIN,
      WIDTH - 110,
    ),
    y: scale([1, ...times], HEIGHT - MARGIN, 20),
    loads: shown.map(({ deliveredPerSecond }) => deliveredPerSecond),
    times,
  };
}

function axes(reports: readonly Report[]): string {
  const { x, y, loads, times } = scales(reports);
  const [least, most] = [Math.min(...loads), Math.max(...loads)];
  const vertical = [1, 10, 100, 1_000, 10_000].filter((ms) => ms <= Math.max(...times));
  const lines = vertical.map(
    (ms) =>
      `<path d="M${MARGIN} ${y(ms)}H${WIDTH - 110}" stroke="#ddd"/><text x="5" y="${y(ms) + 4}">${ms} ms</text>`,
  );
  const marks = [least, most].map(
    (load) =>
      `<text x="${x(load) - 20}" y="${HEIGHT - 15}">${Math.round(load).toLocaleString('en')}/s</text>`,
  );
  return loads.length > 0 ? [...lines, ...marks].join('') : '';
}

function curve(reports: readonly Report[], name: string, n: number): string {
  const { x, y } = scales(reports);
  const own = loaded(reports)
    .filter(({ candidate }) => candidate === name)
    .sort((a, b) => a.deliveredPerSecond - b.deliveredPerSecond);
  const last = own.at(-1);
  if (!last) return '';
  const points = (of: (report: Report) => number) =>
    own.map((report) => `${x(report.deliveredPerSecond).toFixed(1)},${y(of(report)).toFixed(1)}`).join(' ');
  const stroke = `fill="none" stroke="${colours[n % colours.length]}" stroke-width="2"`;
  return `<polyline points="${points(({ delivery }) => delivery.p99)}" ${stroke}/>
<polyline points="${points(({ delivery }) => delivery.p50)}" ${stroke} stroke-dasharray="4 4"/>
<text x="${x(last.deliveredPerSecond) + 6}" y="${y(last.delivery.p99)}" fill="${colours[n % colours.length]}">${name}</text>`;
}
