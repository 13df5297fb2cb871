import assert from 'node:assert/strict';
import fc from 'fast-check';
import { codeBlock, codeText, markdownTable, plainText } from '../../../../src/cli/print/plan/markdown.ts';
import { errorsMarkdown, planMarkdown } from '../../../../src/cli/print/plan/plan-markdown.ts';
import type { Plan, UnreadSwitch } from '../../../../src/fabric/plan/plan.ts';
import { emptyPlan, fullPlan } from '../../sample-plan.ts';

/** A name from a nightmare: ends tables, fences, comments, tags, and calls everybody. */
const nasty =
  'a|b`c```\n</details><script>x</script> @everyone #1 [x](http://evil.example) ~~~ --> *b* \\| &lt;';

/** What a reader sees: tags gone, entities read. */
function seen(markdown: string): string {
  return markdown
    .replace(/<[^>]*>/g, '')
    .replace(/&#(\d+);/g, (_all, code: string) => String.fromCharCode(Number(code)));
}

function planWithName(name: string): Plan {
  const [unit] = fullPlan.units;
  const [first] = unit?.switches ?? [];
  assert.ok(unit !== undefined && first !== undefined);
  return {
    ...fullPlan,
    fabric: name,
    units: [
      {
        unit: name,
        dependsOn: [name],
        switches: [{ ...first, switch: name, commands: [name, `  ${name}`] }],
      },
    ],
    lags: fullPlan.lags.map((lag) => ({
      ...lag,
      unit: name,
      server: name,
      fallback: { ...lag.fallback, why: name },
    })),
    blastRadius: [{ server: name, legsBefore: 2, legsDuring: 0, step: name, seconds: 1 }],
    removals: [{ kind: 'network', name, message: name }],
    adopts: [{ switch: name, section: name, lines: [name], message: name }],
    indexMoves: [{ server: name, message: name }],
    refusals: [{ code: 'guard-allow-outage', message: name, hint: name }],
    warnings: [{ code: 'mlag-one-leg', message: name }],
    unread: [{ unit: name, switch: name, code: 'connect-failed', message: name, output: name, hint: name }],
    waiting: [{ unit: name, waitsFor: [name], message: name }],
  };
}

describe('a plan as Markdown', () => {
  it('counts every warning by itself, as JSON does, though alike ones share a line', () => {
    const warnings = ['web01/bond0', 'web02/bond0'].map((owner) => ({
      code: 'mlag-one-leg' as const,
      message: `${owner}: has legs on sw1 only`,
    }));
    const text = planMarkdown({ ...fullPlan, warnings }, false);
    assert.match(text, /warnings \|\n.*\n\| 1 \| 1 \| 5 \| 2 \| 2 \|/);
    assert.equal(text.match(/has legs on/g)?.length, 1);
  });

  it('sums up in a table, names the guards with their flags, and folds every unit away', () => {
    const text = planMarkdown(fullPlan, false);
    assert.match(text, /^<!-- twinleaf plan -->\n### Plan for ams1: refused\n/);
    assert.match(
      text,
      /\| units \| switches \| commands \| servers that lose legs \| warnings \|\n.*\n\| 1 \| 1 \| 5 \| 2 \| 1 \|/,
    );
    const words = seen(text);
    assert.match(
      words,
      /Refused\*\*: nothing of this will be sent\. It needs --allow-removals --accept-index-moves --allow-outage\. Some of it no flag lifts\./,
    );
    assert.match(words, /\| guard-allow-outage \| lin01 has no leg \| --allow-outage \|/);
    assert.match(words, /\| global-conflict \| sw1 has another mode.*\| change it by hand \|/);
    assert.match(words, /\| lin01 \| 1 to \*\*none\*\* \| unknown \| sw1 changes Port11 \|/);
    assert.match(words, /by-asymmetry \| virtual switch \| Only the member with port #0/);
    assert.equal(text.match(/<details>/g)?.length, text.match(/<\/details>/g)?.length);
    assert.ok(
      text.includes(
        '```diff\n  vlan 100\n+    name tl:mgmt\n  interface port 10\n-    no description\n+    bond 31\n```',
      ),
    );
  });

  it('says in its title that nothing changes, and that it is about a lab', () => {
    assert.match(planMarkdown(emptyPlan, true), /\*\*LAB\*\*[^]*### Plan for ams1: no changes\n/);
  });

  it('keeps hostile names inside their cells, summaries and fences', () => {
    const text = planMarkdown(planWithName(nasty), false);
    const outside = text.replace(/^(`{3,})diff\n[^]*?\n\1$/gm, '');
    assert.doesNotMatch(outside, /<script|@everyone|http:|\[x\]|\*b\*|~~~/);
    assert.equal(text.match(/^<\/details>$/gm)?.length, outside.match(/<details>/g)?.length);
    for (const row of outside.split('\n').filter((line) => line.startsWith('|'))) {
      assert.ok([4, 5, 6, 8].includes(row.split('|').length - 1), row);
    }
    assert.match(seen(outside), /@everyone/);
  });

  it('never lets a line of a block end the block', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: fc.constantFrom('`', ' ', 'a', '\n', '~') })), (lines) => {
        const block = codeBlock('diff', lines).split('\n');
        const fence = block.at(-1) ?? '';
        assert.equal(block[0], `${fence}diff`);
        assert.ok(!block.slice(1, -1).some((line) => line.includes(fence)));
        assert.equal(block.length, lines.length + 2);
      }),
    );
  });

  it('gives every text back to the reader as it was, without a character that means something', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[abc @#1|`*_[\]()<>&!\\~:/.-]*$/), (text) => {
        for (const markdown of [codeText(text), plainText(text)]) {
          assert.equal(seen(markdown), text);
          assert.doesNotMatch(markdown.replace(/<\/?code>|&#\d+;/g, ''), /[^\w ]/);
        }
      }),
    );
  });

  it('fits into a comment however large the plan is, and says what it left out', () => {
    const [unit] = fullPlan.units;
    assert.ok(unit !== undefined);
    const many = Array.from({ length: 2000 }, (_one, place) => ({ ...unit, unit: `rack${String(place)}` }));
    const unread = many.map(({ unit: name }): UnreadSwitch => {
      const output = '% '.repeat(2000);
      return { unit: name, switch: name, code: 'device-timeout', message: `${name}: no prompt`, output };
    });
    const text = planMarkdown({ ...fullPlan, units: many, unread }, false);
    assert.ok(text.length < 65_536, String(text.length));
    assert.match(text, /\d+ more units with \d+ commands did not fit/);
  });

  it('says in its title and above everything else what is left alone', () => {
    const unread: UnreadSwitch = {
      unit: 'rack2',
      switch: 'sw3',
      code: 'auth-failed',
      message: 'sw3: refused the login',
    };
    const waiting = [{ unit: 'rack4', waitsFor: ['rack2'], message: 'rack4 waits for rack2' }];
    const words = seen(planMarkdown({ ...emptyPlan, unread: [unread], waiting }, false));
    assert.match(words, /### Plan for ams1: no changes, 2 units left alone\n\n> \[!CAUTION\]\n/);
    assert.match(words, /nothing is planned for rack2, rack4, and nothing will be sent there/);
    assert.match(
      words,
      /\| rack2 \| sw3 \| auth-failed sw3: refused the login \|\n\| rack4 \| {2}\| rack4 waits/,
    );
  });

  it('tells why there is no plan, with the place', () => {
    const text = errorsMarkdown([
      { code: 'unknown-key', message: 'no *such* key', file: 'a|b.yaml', line: 3, column: 5 },
    ]);
    assert.match(seen(text), /### No plan: 1 problem\n\n- unknown-key a\|b\.yaml:3:5 no \*such\* key\n$/);
  });

  it('makes a table of as many columns as its head', () => {
    assert.equal(markdownTable(['a', 'b'], [['1', '2']]), '| a | b |\n| --- | --- |\n| 1 | 2 |');
  });
});
