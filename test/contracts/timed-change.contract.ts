/** What a way to change keeps that goes back by itself unless it is confirmed, whatever the operating system. */
import assert from 'node:assert/strict';
import { changeStages } from '../../src/fabric/plan/on-the-way/change-stages.ts';
import type { VirtualSwitch, VirtualSwitchSetup } from '../../src/drivers/virtual-switch.ts';
import { parseConfig } from '../../src/fabric/remediation/parse-config.ts';
import { remediation } from '../../src/fabric/remediation/remediation.ts';
import { Console } from './console.ts';
import { desiredWithEverything } from './desired-switches.ts';
import {
  changed,
  linesTo,
  pendingOn,
  runningOf,
  uniqueName,
  withSwitch,
  type Subject,
} from './switch-under-test.ts';

/** Describes it as tests. */
export function timedChangeContract(driver: Subject): void {
  const { selfReverting } = driver.change;
  assert.ok(selfReverting);
  const seconds = Math.max(selfReverting.leastSeconds, 300);

  it('for good only when it is confirmed: else it goes back when the time has run out', () => {
    const { schedule, expireAll } = timersAtHand();
    withSwitch(driver, { schedule }, (one) => {
      const { start } = timedChange(driver, one, seconds);
      expireAll();
      assert.equal(one.runningConfig(), start);
    });
  });

  it('back at once where it is taken back, from another session', () => {
    withSwitch(driver, {}, (one) => {
      const { start, name } = timedChange(driver, one, seconds);
      const back = selfReverting.revert(name);
      if (back.length > 0) new Console(driver, one).typeAll(back);
      else {
        const lines = remediation(runningOf(driver, one), parseConfig(start, driver.rules), driver.rules);
        changed(driver, one, uniqueName(), lines);
      }
      assert.equal(one.runningConfig(), start);
      assert.deepEqual(pendingOn(driver, one), []);
    });
  });

  it('for good once it is confirmed, from another session', () => {
    const { schedule, expireAll } = timersAtHand();
    withSwitch(driver, { schedule }, (one) => {
      const { start, name } = timedChange(driver, one, seconds);
      if (driver.change.pending !== undefined) {
        assert.equal(pendingOn(driver, one).filter(({ isTimed }) => isTimed).length, 1);
      }
      new Console(driver, one).typeAll(selfReverting.confirm(name));
      const confirmed = one.runningConfig();
      assert.notEqual(confirmed, start);
      assert.deepEqual(pendingOn(driver, one), []);
      // Where nobody can see whether it waits, it is confirmed once more than needed.
      if (driver.change.pending === undefined) {
        new Console(driver, one).typeAll(selfReverting.confirm(name));
      }
      expireAll();
      assert.equal(one.runningConfig(), confirmed);
    });
  });
}

/** Brings everything into force under a timer, and gives what ran before the timed lines. */
function timedChange(driver: Subject, one: VirtualSwitch, seconds: number): { start: string; name: string } {
  const { change } = driver;
  const { selfReverting } = change;
  assert.ok(selfReverting);
  const stages = changeStages(linesTo(driver, one, desiredWithEverything(driver)), change);
  for (const earlier of stages.slice(0, -1)) changed(driver, one, uniqueName(), earlier);
  const start = one.runningConfig();
  const name = uniqueName();
  const console = new Console(driver, one);
  console.typeAll([...change.open(name), ...(stages.at(-1) ?? []), ...selfReverting.commit(name, seconds)]);
  console.end();
  assert.notEqual(one.runningConfig(), start);
  return { start, name };
}

/** Timers that run out when the test says so. */
function timersAtHand(): Required<Pick<VirtualSwitchSetup, 'schedule'>> & { expireAll: () => void } {
  const running = new Set<() => void>();
  return {
    schedule: (_afterMs, action) => {
      running.add(action);
      return () => running.delete(action);
    },
    expireAll: () => {
      for (const action of [...running]) if (running.delete(action)) action();
    },
  };
}
