import type { Report } from './report';

// Drawn small, so that its text can still be read on a telephone.
const WIDTH = 460;
const HEIGHT = 300;
const LEFT = 52;
const RIGHT = 76;
const BOTTOM = 34;
const TOP = 12;
const LINES_MS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000];

/** Latency against load, both logarithmic: 99 of 100 deliveries solid, half of them dashed. */
export function chartOf(reports: readonly Report[]): string {
  const shown = reports.filter(({ deliveredPerSecond }) => deliveredPerSecond > 0);
  if (shown.length < 2) return '';
  const scales = scalesOf(shown);
  const names = [...new Set(shown.map(({ candidate }) => candidate))];
  return `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="Latency against load">
${axes(scales)}${names.map((name, n) => curve(shown, { name, n }, scales)).join('')}</svg>`;
}

type Scales = { x(load: number): number; y(ms: number): number; loads: number[]; times: number[] };

function scalesOf(reports: readonly Report[]): Scales {
  const loads = reports.map(({ deliveredPerSecond }) => deliveredPerSecond);
  const times = reports.flatMap(({ delivery }) => [delivery.p50, delivery.p99]).filter((ms) => ms > 0);
  return { x: scale(loads, LEFT, WIDTH - RIGHT), y: scale(times, HEIGHT - BOTTOM, TOP), loads, times };
}

/** Where a value stands between the least and the most of all. */
function scale(values: readonly number[], from: number, to: number): (value: number) => number {
  const [least, most] = [Math.log(Math.min(...values)), Math.log(Math.max(...values))];
  return (value) => from + ((Math.log(value) - least) / (most - least || 1)) * (to - from);
}

function axes({ x, y, loads, times }: Scales): string {
  const [least, most] = [Math.min(...times), Math.max(...times)];
  const lines = LINES_MS.filter((ms) => ms >= least && ms <= most).map((ms) => {
    const label = ms < 1_000 ? `${ms} ms` : `${ms / 1_000} s`;
    return `<path class="line" d="M${LEFT} ${y(ms)}H${WIDTH - RIGHT}"/><text x="${LEFT - 6}" y="${y(ms) + 4}" text-anchor="end">${label}</text>`;
  });
  const marks = [Math.min(...loads), Math.max(...loads)].map(
    (load) =>
      `<text x="${x(load)}" y="${HEIGHT - 12}" text-anchor="middle">${Math.round(load).toLocaleString('en')}/s</text>`,
  );
  return [...lines, ...marks].join('');
}

function curve(
  reports: readonly Report[],
  { name, n }: { name: string; n: number },
  { x, y }: Scales,
): string {
  const own = reports
    .filter(({ candidate }) => candidate === name)
    .sort((a, b) => a.deliveredPerSecond - b.deliveredPerSecond);
  const last = own.at(-1);
  if (!last) return '';
  const points = (of: (report: Report) => number) =>
    own.map((report) => `${x(report.deliveredPerSecond).toFixed(1)},${y(of(report)).toFixed(1)}`).join(' ');
  return `<g class="of${n}"><polyline points="${points(({ delivery }) => delivery.p99)}"/>
<polyline points="${points(({ delivery }) => delivery.p50)}" stroke-dasharray="4 4"/>
<text x="${x(last.deliveredPerSecond) + 6}" y="${y(last.delivery.p99) + 4}">${name}</text></g>`;
}
