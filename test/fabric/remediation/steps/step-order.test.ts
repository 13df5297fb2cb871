import assert from 'node:assert/strict';
import { orderedSteps, type Step } from '../../../../src/fabric/remediation/steps/step-order.ts';

function step(text: string, effects: Partial<Step> = {}): Step {
  const none = { needs: [], drops: [], adds: [], removes: [], leaves: [], takes: [], frees: [] };
  return { path: [], text, ...none, ...effects };
}

function order(...blocks: readonly (readonly Step[])[]): string {
  return orderedSteps(blocks.map((steps) => ({ steps })))
    .map(({ text }) => text)
    .join(' ');
}

describe('the order of steps', () => {
  it('is the given one where nothing depends on anything', () => {
    assert.equal(order([step('b')], [step('a')], [step('c')]), 'b a c');
  });

  it('puts what is needed before what needs it, and only that', () => {
    assert.equal(
      order([step('x')], [step('user', { needs: ['v'] })], [step('y')], [step('v', { adds: ['v'] })]),
      'x v user y',
    );
  });

  it('takes away only what nothing names any more', () => {
    assert.equal(
      order(
        [step('no v', { removes: ['v'] })],
        [step('one', { drops: ['v'] })],
        [step('two', { drops: ['v'] })],
      ),
      'one two no v',
    );
  });

  it('has the whole of a new or changed section before what names it', () => {
    const blocks = [
      { steps: [step('join', { needs: ['p'] })] },
      { steps: [step('p', { adds: ['p'] }), step('p1')] },
    ];
    assert.equal(
      orderedSteps(blocks)
        .map(({ text }) => text)
        .join(' '),
      'p p1 join',
    );
    const changed = [{ steps: [step('join', { needs: ['p'] })] }, { steps: [step('p2')], changes: 'p' }];
    assert.equal(
      orderedSteps(changed)
        .map(({ text }) => text)
        .join(' '),
      'p2 join',
    );
  });

  it('takes a block apart where something has to come in between', () => {
    assert.equal(
      order(
        [step('p', { adds: ['p'] }), step('address', { takes: ['address'] })],
        [step('user', { needs: ['p'], drops: ['old'] })],
        [step('no old', { removes: ['old'], frees: ['address'] })],
      ),
      'p user no old address',
    );
  });

  it('takes a replacement apart where two hold what the other wants', () => {
    const swap = (name: string, from: string, to: string): Step =>
      step(name, {
        takes: [to],
        frees: [from],
        apart: [step(`no ${name}`, { frees: [from] }), step(name, { takes: [to] })],
      });
    assert.equal(order([swap('a', '1', '2')], [swap('b', '2', '1')]), 'no a no b a b');
  });

  it('changes a section only when what must not follow it has left', () => {
    const blocks = [
      { steps: [step('change p')], changes: 'p' },
      { steps: [step('leave', { drops: ['p'], leaves: ['p'] }), step('then')] },
    ];
    assert.equal(
      orderedSteps(blocks)
        .map(({ text }) => text)
        .join(' '),
      'leave then change p',
    );
  });

  it('leaves before each change and joins after it also where two swap what they follow', () => {
    const member = (name: string, from: string, to: string) => ({
      steps: [
        step(`${name} leaves`, { drops: [from], leaves: [from] }),
        step(`${name} joins`, { needs: [to] }),
      ],
    });
    const blocks = [
      { steps: [step('c joins', { needs: ['p'] })] },
      { steps: [step('change p'), step('p done')], changes: 'p' },
      { steps: [step('change q'), step('q done')], changes: 'q' },
      member('a', 'p', 'q'),
      member('b', 'q', 'p'),
    ];
    const texts = orderedSteps(blocks).map(({ text }) => text);
    assert.ok(texts.indexOf('a leaves') < texts.indexOf('change p'));
    assert.ok(texts.indexOf('b leaves') < texts.indexOf('change q'));
    assert.ok(texts.indexOf('a joins') > texts.indexOf('q done'));
    assert.ok(texts.indexOf('b joins') > texts.indexOf('p done'));
    assert.ok(texts.indexOf('c joins') > texts.indexOf('p done'));
    assert.equal(texts.length, 9);
  });

  it('refuses what waits for itself, naming the lines with their sections', () => {
    assert.throws(
      () =>
        order(
          [step('x', { path: ['one'], takes: ['2'], frees: ['1'] })],
          [step('y', { path: ['two'], takes: ['1'], frees: ['2'] })],
        ),
      {
        code: 'order-cycle',
        message: 'the change has no safe order: "one / x" waits for "two / y" waits for "one / x"',
      },
    );
  });

  it('stays fast on a change of ten thousand sections', () => {
    const blocks = Array.from({ length: 10_000 }, (_, i) => ({
      steps: [step(`s${i}`, { adds: [`s${i}`], needs: i === 0 ? [] : [`s${i - 1}`] })],
    }));
    assert.equal(orderedSteps(blocks).length, 10_000);
  });
});
