import { openSurface } from "../../src/commands/openSurface";
import { createOfficeCall } from "../../src/outlook/officeCall";
import { installFakeOffice } from "../outlook/fakeOffice";

afterEach(() => Reflect.deleteProperty(globalThis, "Office"));

test.each([
  ["iOS", "Go on in Outlook on a computer."],
  ["OfficeOnline", "Open “Conference options” to go on."],
])("on %s what is left to do is said to be done where it can be", async (platform, words) => {
  installFakeOffice({ platform, properties: {} });
  const surface = await openSurface(createOfficeCall());
  expect(surface?.speech.texts.openPane).toBe(words);
});
