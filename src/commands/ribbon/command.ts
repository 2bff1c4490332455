/** Office's event object: a function completes it once, with an answer if Office wants one. */
export interface OfficeEvent<Answer> {
  completed(answer?: Answer): void;
}

interface CommandOptions<Answer> {
  work: () => Promise<Answer>;
  /** Office ends a function command after a minute, and lets nobody send while a Smart Alert is made. */
  deadlineMs: number;
  /** The answer if the work has failed or is late. */
  otherwise: (why: "failed" | "late") => Promise<Answer>;
  /** The answer if `otherwise` is late too. */
  lastAnswer?: Answer;
}

/** How long what is left to say may take once it is late. */
const lastWordMs = 3_000;

/**
 * Makes a function that Office calls by its name. `event.completed` is called exactly once, whatever the work does, and a
 * call that comes while another one is at work does nothing of its own and gets the same answer.
 */
export function createCommand<Answer>({ work, deadlineMs, otherwise, lastAnswer }: CommandOptions<Answer>) {
  let running: Promise<Answer | undefined> | null = null;

  async function run(): Promise<Answer | undefined> {
    const outcome = await runWithDeadline(deadlineMs, work);
    if (outcome.status === "done") return outcome.value;
    const { status } = outcome;
    const last = await runWithDeadline(lastWordMs, () => otherwise(status));
    return last.status === "done" ? last.value : lastAnswer;
  }

  return (event: OfficeEvent<Answer>): void => {
    running ??= run();
    void running.then((answer) => {
      running = null;
      event.completed(answer);
    });
  };
}

type Outcome<Value> = { status: "done"; value: Value } | { status: "failed" } | { status: "late" };

/** Never rejects. In the words of older engines: classic Outlook on Windows has no `Promise.prototype.finally`. */
function runWithDeadline<Value>(ms: number, work: () => Promise<Value>): Promise<Outcome<Value>> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve({ status: "late" }), ms);
    const settle = (outcome: Outcome<Value>) => {
      clearTimeout(timer);
      resolve(outcome);
    };
    const start = async () => settle({ status: "done", value: await work() });
    start().catch(() => settle({ status: "failed" }));
  });
}
