import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { errorsJunit, planJunit } from '../../../../src/cli/print/plan/plan-junit.ts';
import { element } from '../../../../src/cli/print/plan/xml.ts';
import { emptyPlan, fullPlan } from '../../sample-plan.ts';

/** Every tag closed in order, every entity known, nothing XML 1.0 cannot hold; throws where it is not. */
function wellFormed(xml: string): void {
  const open: string[] = [];
  const body = xml.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/, '');
  for (const [tag, slash = '', name = '', attributes = '', closed = ''] of body.matchAll(
    /<(\/?)([\w-]+)((?: [\w-]+="[^"<]*")*)(\/?)>/g,
  )) {
    assert.doesNotMatch(attributes.replace(/&(?:amp|lt|gt|quot|apos|#\d+);/g, ''), /&/, tag);
    if (slash === '/') assert.equal(open.pop(), name);
    else if (closed === '') open.push(name);
  }
  assert.deepEqual(open, []);
  const text = body
    .replace(/<\/?[\w-]+(?: [\w-]+="[^"<]*")*\/?>/g, '')
    .replace(/&(?:amp|lt|gt|quot|apos|#\d+);/g, '');
  assert.doesNotMatch(text, /[<&]/);
  assert.doesNotMatch(xml, /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/);
}

describe('a plan as a JUnit report', () => {
  it('has a suite for each unit and a case for each switch, of which none fails', () => {
    const xml = planJunit({ ...fullPlan, refusals: [] }, false);
    wellFormed(xml);
    assert.match(
      xml,
      /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<testsuites name="twinleaf plan ams1" tests="3" failures="0"/,
    );
    assert.match(xml, /<testsuite name="rack1" tests="2" failures="0" errors="0" time="0">/);
    assert.match(
      xml,
      /<testcase classname="rack1" name="sw1" time="0">\n<system-out>5 commands, a port stops forwarding for a moment\nvlan 100\n/,
    );
    assert.match(xml, /name="sw2" time="0">\n<system-out>nothing to change<\/system-out>/);
    assert.doesNotMatch(xml, /<failure/);
  });

  it('makes a failure of every refusal, with the flag that lifts it, and tells warnings besides', () => {
    const xml = planJunit(fullPlan, true);
    wellFormed(xml);
    assert.match(xml, /<testsuites name="twinleaf plan LAB ams1" tests="6" failures="4"/);
    assert.match(
      xml,
      /<failure message="lin01 has no leg" type="guard-allow-outage">lin01 has no leg\nlifted by --allow-outage<\/failure>/,
    );
    assert.match(xml, /<failure message="sw1 has another mode&#10; {3}mode other" type="global-conflict">/);
    assert.match(xml, /<system-out>warning mlag-one-leg: web01\/bond0 has legs on sw1 only<\/system-out>/);
  });

  it('is a report with a case even where nothing changes', () => {
    const xml = planJunit(emptyPlan, false);
    wellFormed(xml);
    assert.match(xml, /tests="1" failures="0"[^]*name="no guard refuses the plan"/);
  });

  it('tells why there is no plan', () => {
    const xml = errorsJunit([
      { code: 'unknown-key', message: '<b>', file: 'a.yaml', line: 3, hint: 'x & y' },
    ]);
    wellFormed(xml);
    assert.match(
      xml,
      /name="a\.yaml:3 unknown-key"[^]*message="&lt;b&gt;" type="unknown-key">&lt;b&gt;\nx &amp; y</,
    );
  });

  it('stays well-formed whatever names and messages are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (name, text) => {
        wellFormed(element('a', { name }, [element('b', {}, text)]).text);
      }),
    );
  });

  it('has a failed case for every switch that could not be read, and for every unit that waits', () => {
    const xml = planJunit(
      {
        ...emptyPlan,
        unread: [{ unit: 'rack2', switch: 'sw3', code: 'auth-failed', message: 'no login', output: '% no' }],
        waiting: [{ unit: 'rack4', waitsFor: ['rack2'], message: 'rack4 waits for rack2' }],
      },
      false,
    );
    wellFormed(xml);
    assert.match(xml, /<testsuites [^>]*tests="3" failures="2"/);
    assert.match(
      xml,
      /<testcase classname="rack2" name="sw3" time="0">\n<failure message="no login" type="auth-failed">no login\n% no</,
    );
    assert.match(
      xml,
      /<testcase classname="rack4" name="rack4" time="0">\n<failure message="rack4 waits for rack2" type="unit-waits">/,
    );
  });

  it('is read by a parser that is not ours', function () {
    const xml = planJunit({ ...fullPlan, fabric: 'a\u0000"<&\ud800>\u001b' }, false);
    const parser =
      'import sys,xml.dom.minidom as m; d=m.parseString(sys.stdin.buffer.read()); print(d.documentElement.getAttribute("name"))';
    const { status, stdout, error } = spawnSync('python3', ['-c', parser], { input: xml, encoding: 'utf8' });
    if (error !== undefined) this.skip();
    assert.equal(status, 0);
    assert.equal(stdout, 'twinleaf plan a"<&>\n');
  });
});
