import assert from 'node:assert/strict';
import { paint } from '../../../../src/cli/print/paint.ts';
import type { Plan } from '../../../../src/fabric/plan/plan.ts';
import { planText } from '../../../../src/cli/print/plan/plan-text.ts';
import { emptyPlan, fullPlan } from '../../sample-plan.ts';

const golden = `Plan for ams1  p-1

Taken away  needs --allow-removals
  - endpoint-group old: its ports sw1/Port12 and sw2/Port12 are shut

Port indexes that move  needs --accept-index-moves
  - esx01: port #1 was sw1/Port11, becomes sw1/Port10

In the way, and not ours  (--adopt given)
  - sw1: the port carries lines that are not ours
      | interface port 10
      |    description by hand\\x1b[31m

rack1  (sw1, sw2, after spines)
  sw1  5 commands, a port stops forwarding for a moment
      vlan 100
    +    name tl:mgmt
      interface port 10
    -    no description
    +    bond 31
  sw2  nothing to change

Link aggregations
  unit   LAG      for          port        index  priority  fallback
  rack1  mlag 31  esx01/bond0  sw1/Port10  #0     1000      on, sw1/Port10 [1]
                               sw2/Port10  #1     1001
  [1] by-asymmetry (virtual switch): Only the member with port #0 lets its port forward without
      LACP.

Servers that lose legs  needs --allow-outage
  server  legs       for      while
  esx01   2 to 1     3 s      sw1 changes Port10
  lin01   1 to none  unknown  sw1 changes Port11

warning mlag-one-leg: web01/bond0 has legs on sw1 only

error: sw1 has another mode (global-conflict)
       mode other
  hint: change it by hand

Plan: 1 unit, 1 switch, 5 commands. 1 warning.
Refused: needs --allow-removals --accept-index-moves --allow-outage.`;

describe('a plan for people', () => {
  it('shows guards first, then every command, then what is at risk, then a summary', () => {
    assert.equal(planText(fullPlan, paint(false)), golden);
  });

  it('says which cables stop it, since the flag alone would be an invitation', () => {
    const message = 'sw1/Port10 should lead to esx01, but that is seen on sw1/Port12';
    const text = planText(
      { ...fullPlan, refusals: [{ code: 'guard-no-lldp-check', message }] },
      paint(false),
    );
    assert.match(
      text,
      /^Cables that lead elsewhere {2}needs --no-lldp-check\n {2}- sw1\/Port10 should lead/m,
    );
    assert.match(text, /Refused: needs --no-lldp-check\.$/);
  });

  it('says above everything what it leaves alone, in the words of the switch, and never that all is well', () => {
    const left: Plan = {
      ...emptyPlan,
      unread: [
        {
          unit: 'rack2',
          switch: 'sw3',
          code: 'line-rejected',
          message: 'sw3: refused "show running-config"',
          output: '% Invalid\u001b[2J input\n% at it again\n',
          hint: 'look at the account',
        },
      ],
      waiting: [
        {
          unit: 'rack4',
          waitsFor: ['rack2'],
          message: 'rack4 waits for rack2, which could not be read: why',
        },
      ],
    };
    assert.equal(
      planText(left, paint(false)),
      `Plan for ams1  p-2

Left alone: nothing is planned for rack2, rack4, nor sent there
  - rack2: could not be read: sw3: refused "show running-config" (line-rejected)
    it answered:
      | % Invalid\\x1b[2J input
      | % at it again
    hint: look at the account
  - rack4: waits for rack2, which could not be read: why

No changes. The other switches are as described. 2 units left alone: rack2, rack4.`,
    );
  });

  it('gives the hint that several switches have once, below the last of them', () => {
    const hint = 'pin it with `twinleaf trust`';
    const unread = ['sw3', 'sw4'].map((name) => {
      const message = `${name}: shows a key of its own; ${hint}`;
      return { unit: 'rack2', switch: name, code: 'host-key-unknown', message, hint } as const;
    });
    const [, left] = planText({ ...emptyPlan, unread }, paint(false)).split('\n\n');
    assert.equal(
      left,
      `Left alone: nothing is planned for rack2, nor sent there
  - rack2: could not be read: sw3: shows a key of its own (host-key-unknown)
  - rack2: could not be read: sw4: shows a key of its own (host-key-unknown)
    hint: pin it with \`twinleaf trust\``,
    );
  });

  it('says in one line that nothing changes', () => {
    assert.match(
      planText(emptyPlan, paint(false)),
      /^Plan for ams1 .*\n\nNo changes\. The switches are as described\.$/,
    );
  });

  it('shows a line that is intended with its `no` as one that adds', () => {
    const [unit] = fullPlan.units;
    assert.ok(unit !== undefined);
    const switches = unit.switches.map((one) => ({
      ...one,
      intended: 'interface port 10\n   no description\n   bond 31\n',
    }));
    const lines = planText({ ...fullPlan, units: [{ ...unit, switches }] }, paint(false)).split('\n');
    assert.ok(lines.includes('    +    no description'));
  });

  it('colours additions green and removals red, and nothing else of a command', () => {
    const lines = planText(fullPlan, paint(true)).split('\n');
    assert.ok(lines.includes('    \u001b[32m+    name tl:mgmt\u001b[39m'));
    assert.ok(lines.includes('    \u001b[31m-    no description\u001b[39m'));
    assert.ok(lines.includes('      vlan 100'));
  });

  it('counts every warning by itself, as JSON does, though alike ones share a line', () => {
    const warnings = ['web01/bond0', 'web02/bond0'].map((owner) => ({
      code: 'mlag-one-leg' as const,
      message: `${owner}: has legs on sw1 only`,
    }));
    const text = planText({ ...fullPlan, warnings }, paint(false));
    assert.match(text, /warning mlag-one-leg: web01\/bond0, web02\/bond0: has legs on sw1 only/);
    assert.match(text, /5 commands\. 2 warnings\./);
  });

  it('stays within 100 columns where a message is long', () => {
    const message = 'word '.repeat(80).trim();
    const long = { ...fullPlan, warnings: [{ code: 'mlag-one-leg', message }] } as const;
    const widest = Math.max(
      ...planText(long, paint(false))
        .split('\n')
        .map((line) => line.length),
    );
    assert.ok(widest <= 100, String(widest));
  });
});
