import assert from 'node:assert/strict';
import { DeviceError, GuardError, TwinleafError } from '../../src/fabric/errors.ts';
import type { JobResult, UseCases } from '../../src/engine/use-cases.ts';
import { siteThatPlans, siteWith, typed } from './command-line.ts';
import { emptyPlan, fullPlan } from './sample-plan.ts';

const waived = {
  ...fullPlan,
  waivers: ['adopt', 'allow-removals', 'accept-index-moves', 'allow-outage'],
  refusals: [],
} as const;

function jobEndedAs(state: JobResult['state'], error?: JobResult['error']): JobResult {
  return {
    id: 'j-1',
    run: 'r-1',
    plan: 'p-1',
    unit: 'rack1',
    dependsOn: [],
    state,
    goal: 'apply',
    isCancelRequested: false,
    requestedBy: 'me@here',
    createdAt: '2026-01-31T09:15:02.000Z',
    switches: ['sw1', 'sw2'],
    ...(error === undefined ? {} : { error }),
  };
}

describe('the command line', () => {
  it('names the nearest command for a mistyped one and ends with 64', async () => {
    const { code, stdout, stderr } = await typed(['aply']);
    assert.equal(code, 64);
    assert.equal(stdout, '');
    assert.match(stderr, /unknown command 'aply'[^]*did you mean apply\?/);
  });

  it('ends with 64 for an unknown option, a missing argument and no command at all', async () => {
    assert.equal((await typed(['plan', '--verbose'])).code, 64);
    assert.equal((await typed(['diff', '--driver', 'x', 'a'])).code, 64);
    assert.equal((await typed([])).code, 64);
  });

  it('says so where a word is no command below another one, and where help is asked for one that is none', async () => {
    const below = await typed(['jobs', 'shwo', 'j-1']);
    assert.equal(below.code, 64);
    assert.match(below.stderr, /unknown command 'shwo'[^]*did you mean show\?/);
    const help = await typed(['help', 'nope']);
    assert.equal(help.code, 64);
    assert.match(help.stderr, /unknown command 'nope'[^]*twinleaf --help lists the commands/);
    const after = await typed(['--state', 'plan', 'vrify']);
    assert.match(after.stderr, /unknown command 'vrify'[^]*did you mean verify\?/);
  });

  it('names the help of the command that was mistyped', async () => {
    assert.match((await typed(['jobs', 'show'])).stderr, /hint: twinleaf jobs show --help/);
    assert.match((await typed(['plan', '--jsn'])).stderr, /hint: did you mean --json\?/);
  });

  it('says that a command of the contract is not built yet', async () => {
    const { code, stdout } = await typed(['drain', 'sw1', '--json']);
    assert.equal(code, 1);
    assert.equal((JSON.parse(stdout) as { errors: { code: string }[] }).errors[0]?.code, 'not-yet');
  });

  it('gives a wrong command line as JSON where JSON was asked for', async () => {
    const { code, stdout } = await typed(['plan', '--nope', '--json']);
    assert.equal(code, 64);
    assert.deepEqual(JSON.parse(stdout), {
      errors: [
        {
          code: 'usage',
          message: "unknown option '--nope'",
          hint: 'twinleaf plan --help says what it takes',
        },
      ],
    });
  });

  it('prints a plan, what to type next, and ends with 2', async () => {
    const { code, stdout } = await typed(['plan', 'site'], siteThatPlans(waived));
    assert.equal(code, 2);
    assert.match(stdout, /Next: twinleaf apply site --adopt --allow-removals/);
  });

  it('sends a reader to the cabling, not to the flag, where a cable stops a plan', async () => {
    const refusals = [{ code: 'guard-no-lldp-check', message: 'sw1/Port10 leads to lin01' }] as const;
    const { code, stdout } = await typed(['plan', 'site'], siteThatPlans({ ...waived, refusals }));
    assert.equal(code, 1);
    assert.match(stdout, /sw1\/Port10 leads to lin01[^]*Next: twinleaf discover site\n$/);
  });

  it('shows a refused plan whole, with every guard, and ends with 1', async () => {
    const { code, stdout } = await typed(['plan', '--json'], siteThatPlans(fullPlan));
    const shown = JSON.parse(stdout) as { units: unknown[]; errors: { code: string }[] };
    assert.equal(code, 1);
    assert.equal(shown.units.length, 1);
    assert.deepEqual(
      shown.errors.map((error) => error.code),
      ['guard-allow-removals', 'guard-accept-index-moves', 'guard-allow-outage', 'global-conflict'],
    );
  });

  it('ends with 0 for a plan without a change', async () => {
    assert.equal((await typed(['plan'], siteThatPlans(emptyPlan))).code, 0);
  });

  it('prints one JSON document and nothing else on stdout', async () => {
    const { code, stdout } = await typed(['plan', '--json', '--lab'], siteThatPlans(waived));
    assert.equal(code, 2);
    assert.equal((JSON.parse(stdout) as { plan: string }).plan, 'p-1');
  });

  it('says LAB in the first line of what it prints', async () => {
    const { stdout } = await typed(['plan', '--lab'], siteThatPlans(emptyPlan));
    assert.match(stdout.split('\n')[0] ?? '', /LAB/);
  });

  it('hands every waiver on by its name', async () => {
    const flags = [
      'adopt',
      'allow-removals',
      'accept-index-moves',
      'allow-outage',
      'no-lldp-check',
      'save-foreign',
    ];
    let given: readonly string[] = [];
    const site = siteWith({
      plan: async (options) => {
        given = options.waivers;
        return Promise.resolve(emptyPlan);
      },
    });
    await typed(['plan', ...flags.map((flag) => `--${flag}`)], site);
    assert.deepEqual(given, flags);
    await typed(['plan'], site);
    assert.deepEqual(given, []);
  });

  it('fails with 64 where apply asks and nobody is there to answer', async () => {
    const { code, stderr } = await typed(['apply'], siteThatPlans(waived));
    assert.equal(code, 64);
    assert.match(stderr, /nobody is there to answer: Push 5 commands to 1 switch\?/);
  });

  it('sends nothing when the answer is no', async () => {
    const { code, stderr } = await typed(['apply'], siteThatPlans(waived), 'no');
    assert.equal(code, 130);
    assert.match(stderr, /nothing was sent/);
  });

  it('applies when the answer is yes', async () => {
    const apply = async () => Promise.resolve({ run: 'r-1', jobs: [jobEndedAs('succeeded')] });
    const { code, stdout } = await typed(['apply'], siteThatPlans(waived, { apply }), 'yes');
    assert.equal(code, 0);
    assert.match(stdout, /1 of 1 unit applied and verified/);
  });

  it('warns of a switch that runs the change and could not save it, for people and programs', async () => {
    const apply: UseCases['apply'] = async (_plan, { onProgress }) => {
      const step = { job: 'j-1', unit: 'rack1', step: 'save', at: '2026-01-31T09:15:02.000Z' } as const;
      onProgress?.({ ...step, phase: 'failed', message: 'no space left', switch: 'sw1' });
      onProgress?.({ ...step, phase: 'failed', message: 'busy', switch: 'sw2' });
      onProgress?.({ ...step, phase: 'done', message: 'saved', switch: 'sw2' });
      return Promise.resolve({ run: 'r-1', jobs: [jobEndedAs('succeeded')] });
    };
    const { code, stdout } = await typed(['apply', '--yes'], siteThatPlans(waived, { apply }));
    assert.equal(code, 0);
    assert.match(stdout.replaceAll(/\s+/g, ' '), /warning save-owed: sw1: .*no space left/);
    assert.doesNotMatch(stdout, /save-owed: sw2|busy/);
    const json = await typed(['apply', '--yes', '--json'], siteThatPlans(waived, { apply }));
    const { warnings } = JSON.parse(json.stdout) as { warnings: { code: string; message: string }[] };
    assert.deepEqual(
      warnings.map(({ code: what, message }) => [what, message.split(':')[0]]),
      [['save-owed', 'sw1']],
    );
  });

  it('gives the run of apply --json in the shape of the contract', async () => {
    const apply = async () => Promise.resolve({ run: 'r-1', jobs: [jobEndedAs('succeeded')] });
    const { stdout } = await typed(['apply', '--yes', '--json'], siteThatPlans(waived, { apply }));
    assert.deepEqual(JSON.parse(stdout), {
      run: 'r-1',
      jobs: [{ job: 'j-1', unit: 'rack1', state: 'succeeded', switches: ['sw1', 'sw2'] }],
    });
  });

  it('tells a job that went back with the command and the device’s own words', async () => {
    const error = {
      code: 'line-rejected',
      message: 'sw1 refused',
      switch: 'sw1',
      command: 'bond 31',
      output: '% No',
    };
    const apply = async () => Promise.resolve({ run: 'r-1', jobs: [jobEndedAs('rolled-back', error)] });
    const { code, stdout } = await typed(['apply', '--yes'], siteThatPlans(waived, { apply }));
    assert.equal(code, 1);
    assert.match(stdout, /rolled-back, line-rejected[^]*sw1 was told: bond 31[^]*\| % No/);
    const json = await typed(['apply', '--yes', '--json'], siteThatPlans(waived, { apply }));
    const { errors } = JSON.parse(json.stdout) as { errors: { code: string; cause: string }[] };
    assert.deepEqual([errors[0]?.code, errors[0]?.cause], ['rolled-back', 'line-rejected']);
  });

  it('ends with 4 when a unit is half-applied', async () => {
    const apply = async () => Promise.resolve({ run: 'r-1', jobs: [jobEndedAs('half-applied')] });
    assert.equal((await typed(['apply', '--yes'], siteThatPlans(waived, { apply }))).code, 4);
  });

  it('lists every guard that refused', async () => {
    const plan = async () =>
      Promise.reject(
        new GuardError([
          { code: 'guard-adopt', message: 'sw1 carries lines' },
          { code: 'guard-allow-removals', message: 'group old goes' },
        ]),
      );
    const { code, stdout } = await typed(['plan', '--json'], siteWith({ plan }));
    assert.equal(code, 1);
    const { errors } = JSON.parse(stdout) as { errors: { code: string }[] };
    assert.deepEqual(
      errors.map((error) => error.code),
      ['guard-adopt', 'guard-allow-removals'],
    );
  });

  it('never prints a control character of a device raw', async () => {
    const plan = async () =>
      Promise.reject(
        new DeviceError('line-rejected', 'sw1', { switch: 'sw1', command: 'x', output: '\u001b[2J%' }),
      );
    const { stderr } = await typed(['plan'], siteWith({ plan }));
    assert.ok(stderr.includes('\\x1b[2J%'));
    assert.ok(!stderr.includes('\u001b'));
  });

  it('says that a fault is its own', async () => {
    const plan = async () => Promise.reject(new RangeError('oops'));
    const { code, stderr } = await typed(['plan'], siteWith({ plan }));
    assert.equal(code, 1);
    assert.match(stderr, /a fault of Twinleaf itself: oops \(internal\)/);
  });

  it('counts waiting checks as wrong only when told to be strict', async () => {
    const checks = [
      {
        switch: 'sw1',
        check: 'lag-members',
        subject: '31',
        state: 'waiting',
        expected: 'up',
        observed: 'down',
      },
    ] as const;
    const site = siteWith({ verify: async () => Promise.resolve(checks) });
    assert.equal((await typed(['verify'], site)).code, 0);
    assert.doesNotMatch((await typed(['verify'], site)).stdout, /Next/);
    assert.equal((await typed(['verify', '--strict'], site)).code, 2);
    assert.match((await typed(['verify', '--strict'], site)).stdout, /Next: twinleaf drift \.\n$/);
    assert.deepEqual(JSON.parse((await typed(['verify', '--json'], site)).stdout), { checks });
  });

  it('ends with 2 when a switch has drifted', async () => {
    const site = siteWith({
      drift: async () => Promise.resolve([{ switch: 'sw1', commands: ['no vlan 9'], movedCables: [] }]),
    });
    const { code, stdout } = await typed(['drift'], site);
    assert.equal(code, 2);
    assert.match(stdout, /- no vlan 9/);
    assert.match(stdout, /Next: twinleaf plan \.\n$/);
  });

  it('ends with 2 when a cable was moved, and lets what a neighbour calls itself control nothing', async () => {
    const moved = { port: 'Ethernet10', expected: 'esx01', observed: 'esx02\u001b[2J vmnic3' };
    const site = siteWith({
      drift: async () => Promise.resolve([{ switch: 'sw1', commands: [], movedCables: [moved] }]),
    });
    const { code, stdout } = await typed(['drift'], site);
    assert.equal(code, 2);
    assert.match(stdout, /sw1 {2}cables that were moved:\n {2}Ethernet10 led to esx01, now to esx02\\x1b/);
    assert.match(stdout, /1 of 1 switch differ/);
  });

  it('shows the cabling that is seen, ends with 2 where it differs, and lets nothing control the terminal', async () => {
    const discovery = {
      yaml: 'servers: []\n',
      differences: [
        { device: 'esx01', says: 'sw1/Ethernet10', seen: 'sw1/Ethernet11' },
        {
          device: 'esx02',
          says: 'sw1/Ethernet12',
          heard: { device: 'x\u001b[2J\u202e', port: 'eth0\nlost' },
        },
      ],
      strangers: [],
      deaf: [],
    };
    const seen = (one: typeof discovery) => siteWith({ discover: async () => Promise.resolve(one) });
    const { code, stdout } = await typed(['discover'], seen(discovery));
    assert.equal(code, 2);
    assert.match(stdout, /^servers: \[\]$/m);
    assert.match(stdout, /esx01: YAML says sw1\/Ethernet10, seen on sw1\/Ethernet11$/m);
    assert.match(stdout, /where x\\x1b\[2J\\u202e eth0\\nlost is heard$/m);
    const json = await typed(['discover', '--json'], seen(discovery));
    assert.deepEqual(JSON.parse(json.stdout), discovery);
    assert.equal((await typed(['discover'], seen({ ...discovery, differences: [] }))).code, 0);
  });

  it('pins unknown host keys only after a yes', async () => {
    const pinned: string[] = [];
    const key = {
      switch: 'sw1',
      host: '192.0.2.1',
      port: 22,
      type: 'ssh-ed25519',
      base64: 'AA',
      state: 'unknown',
    } as const;
    const site = siteWith({
      readHostKeys: async () => Promise.resolve([{ ...key, fingerprint: 'SHA256:x' }]),
      pinHostKeys: async (keys) => {
        pinned.push(...keys.map((one) => one.switch));
        return Promise.resolve();
      },
    });
    assert.equal((await typed(['trust'], site)).code, 64);
    assert.deepEqual(pinned, []);
    assert.equal((await typed(['trust', '--yes'], site)).code, 0);
    assert.deepEqual(pinned, ['sw1']);
  });

  it('gives in JSON what is pinned once it has pinned, and what it found', async () => {
    const key = { host: '192.0.2.1', port: 22, type: 'ssh-ed25519', fingerprint: 'SHA256:new', base64: 'AA' };
    const site = siteWith({
      readHostKeys: async () =>
        Promise.resolve([
          { switch: 'sw1', ...key, state: 'unknown' },
          { switch: 'sw2', ...key, state: 'changed', pinnedFingerprint: 'SHA256:old' },
          { switch: 'sw3', ...key, state: 'pinned' },
        ]),
      pinHostKeys: async () => Promise.resolve(),
    });
    const { code, stdout } = await typed(['trust', '--yes', '--json'], site);
    const { base64: _key, ...shown } = key;
    assert.equal(code, 0);
    assert.deepEqual(JSON.parse(stdout), {
      hostKeys: [
        { switch: 'sw1', ...shown, state: 'pinned', was: 'unknown' },
        { switch: 'sw2', ...shown, state: 'pinned', was: 'changed', replacedFingerprint: 'SHA256:old' },
        { switch: 'sw3', ...shown, state: 'pinned' },
      ],
    });
  });

  it('closes the site whatever happens', async () => {
    let closed = 0;
    const close = async () => {
      closed += 1;
      return Promise.resolve();
    };
    const plan = async () => Promise.reject(new TwinleafError('connect-failed', 'x'));
    await typed(['plan'], siteWith({ plan, close }));
    assert.equal(closed, 1);
  });
});
