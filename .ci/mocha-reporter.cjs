/** Mocha's own `spec` reporter with one more line at the end, which `.ci/run` and people read. */
const { reporters, Runner } = require('mocha');

module.exports = class SummaryReporter extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    runner.once(Runner.constants.EVENT_RUN_END, () => {
      const { passes, failures, pending } = this.stats;
      const skipped = pending === 0 ? '' : `, ${pending} skipped`;
      // After spec's own epilogue, which listens to the same event.
      process.once('exit', () => console.log(`${passes} passed, ${failures} failed${skipped}`));
    });
  }
};
