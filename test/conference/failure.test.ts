import { toConferenceError, ConferenceError, guard } from "../../src/conference/failure";

const notLoaded = Object.assign(new Error("Loading chunk 12 failed."), { name: "ChunkLoadError" });

test("a part of the pane that cannot be loaded says that the service cannot be reached", async () => {
  expect(toConferenceError(notLoaded)).toMatchObject({ code: "RELAY_UNREACHABLE", standing: "unknown" });
  await expect(guard("nothingDone", () => Promise.reject(notLoaded))).rejects.toMatchObject({
    code: "RELAY_UNREACHABLE",
    standing: "nothingDone",
  });
});

test("any other error is an internal one, and a known failure stays what it is", () => {
  expect(toConferenceError(new Error("odd"))).toMatchObject({ code: "INTERNAL", standing: "unknown" });
  const known = new ConferenceError("RATE_LIMITED", "nothingDone");
  expect(toConferenceError(known)).toBe(known);
});
