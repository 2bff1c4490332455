import type { ConferenceUseCases } from "../../src/conference/useCases";
import { type FakeState } from "./fakes";

/** The question whether it is a copy is put, and answered: its conference is used here. */
export async function saySame(useCases: ConferenceUseCases): Promise<void> {
  const opened = await useCases.open();
  expect(opened.status).toBe("copied");
  if (opened.status === "copied") await useCases.share(opened.conference);
}

export const written = (id: string) => new RegExp(`^<div id[^]*join/${id}[^]*</div><p>Agenda</p>$`);

export const blocks = (state: FakeState) => state.body.content.split("Join web conference").length - 1;
