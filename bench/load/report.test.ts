import { expect, test } from 'vitest';
import { bent, kneeLines } from './knee';
import { medianOf, rejection } from './report';
import { ratioLines } from './table';
import { isMet, targetsOf } from './targets';
import { aReport } from './testing/a-report';
import { workloads } from './workloads';

test('of three runs the middle one counts, of faults the worst', () => {
  const lost = { ...aReport().faults, lost: 2 };
  const { delivery, faults, runs } = medianOf([
    aReport({ p99: 30 }),
    aReport({ p99: 90, faults: lost }),
    aReport({ p99: 40 }),
  ]);
  expect({ p99: delivery.p99, lost: faults.lost, runs }).toEqual({ p99: 40, lost: 2, runs: 3 });
});

test('runs in which the generator was the bottleneck do not count, unless there is no other', () => {
  const busy = aReport({ p99: 5, busy: 0.95 });
  const mixed = medianOf([busy, aReport({ p99: 30 }), busy]);
  expect({ p99: mixed.delivery.p99, runs: mixed.runs, why: rejection(mixed) }).toEqual({
    p99: 30,
    runs: 1,
    why: undefined,
  });
  const late = aReport({ lagP99: 40 });
  expect(rejection(medianOf([late, busy, busy]))).toMatch('95 %');
});

test('what does not count is compared with nothing', () => {
  const nchan = aReport({ candidate: 'nchan' });
  expect(ratioLines([aReport(), nchan])).toHaveLength(1);
  expect(ratioLines([aReport({ busy: 0.95 }), nchan])).toEqual([]);
  expect(targetsOf([aReport({ busy: 0.95 }), nchan], [])).toEqual([]);
});

test('a target is met or missed, and one that nothing was measured for is not told', () => {
  const reports = [aReport({ p99: 60 }), aReport({ candidate: 'nchan' })];
  const told = targetsOf(reports, []).map((target) => [target.what, isMet(target)]);
  expect(told).toEqual([
    ['w1-1000: CPU a delivery, to nchan', true],
    ['w1-1000: p99', false],
  ]);
});

test('the knee is the last step that was carried', () => {
  const steps = workloads.filter(({ isStep }) => isStep).slice(0, 3);
  const [low, middle, high] = steps;
  const at = (name = '', sentPerSecond: number, p99: number) => ({
    ...aReport({ p99 }),
    workload: name,
    sentPerSecond,
  });
  const reports = [at(low?.name, 10, 12), at(middle?.name, 20, 60), at(high?.name, 40, 180)];
  expect(kneeLines(reports, steps)).toEqual([
    expect.stringMatching(`carries ${middle?.name}.*p99 60 ms; at ${high?.name}: p99 180 ms`),
  ]);
});

test('a load that was not sent in time is not carried', () => {
  const [step] = workloads.filter(({ isStep }) => isStep);
  if (!step) throw new Error('There are no steps.');
  expect(bent(step, { ...aReport(), sentPerSecond: 8 })).toMatch('8/s of 10/s');
  expect(bent(step, { ...aReport(), sentPerSecond: 10 })).toBeUndefined();
});
