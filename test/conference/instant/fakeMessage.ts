import type { Body } from "../../../src/outlook/appointment/appointment";
import type { Message } from "../../../src/outlook/message/message";

/** A message in memory, as the form that is open has it; single operations can be replaced by a test. */
export function createFakeMessage(overrides: Partial<Message> = {}) {
  const state = {
    body: { format: "html", content: "<p>Hello</p>" } as Body,
    /** The form's session data. */
    key: null as string | null,
  };
  /** Everything that was put into the message, or into replies. */
  const inserted: Body[] = [];
  const message: Message = {
    isCompose: true,
    id: null,
    readSubject: () => Promise.resolve("Budget"),
    readCorrespondents: () => Promise.resolve([]),
    readBodyFormat: () => Promise.resolve(state.body.format),
    readBody: () => Promise.resolve(state.body),
    readIdempotencyKey: () => Promise.resolve(state.key),
    saveIdempotencyKey: (key) => (state.key = key),
    insertAtCursor: (block) => {
      inserted.push(block);
      if (message.isCompose) state.body = { ...block, content: block.content + state.body.content };
      return Promise.resolve();
    },
    ...overrides,
  };
  return { message, state, inserted };
}
