import Sequencer from "@jest/test-sequencer";

/** Browser tests first: on a machine that has not timed them yet, the last worker would end with a long one alone. */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    const isOfBrowser = ({ path }) => path.includes("/test/browser/");
    const sorted = super.sort(tests);
    return [...sorted.filter(isOfBrowser), ...sorted.filter((test) => !isOfBrowser(test))];
  }
}
