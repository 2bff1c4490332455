/** @jest-environment jest-fixed-jsdom */
import { openRibbonContext } from "../../../src/commands/ribbon/openSurface";
import { createOfficeCallQueue } from "../../../src/outlook/platform/officeCallQueue";
import { installFakeOffice } from "../../outlook/fakeOffice";

afterEach(() => Reflect.deleteProperty(globalThis, "Office"));

test.each([
  ["iOS", "Continue in Outlook on a computer.", "Continue in Outlook on a computer."],
  ["OfficeOnline", "Open “Conference options” to continue.", "“Remove web conference” deletes it."],
])("on %s what is left to do is said to be done where it can be", async (platform, words, removal) => {
  installFakeOffice({ platform, properties: {} });
  const surface = await openRibbonContext(createOfficeCallQueue());
  expect(surface?.strings.texts.openPane).toBe(words);
  expect(surface?.strings.texts.removeCancelled).toBe(removal);
});

test("the page of the commands says in which language it is", async () => {
  installFakeOffice({ platform: "OfficeOnline", properties: {} });
  Object.assign((globalThis as unknown as { Office: { context: object } }).Office.context, {
    displayLanguage: "de-AT",
  });
  await openRibbonContext(createOfficeCallQueue());
  expect([document.title, document.documentElement.lang]).toEqual(["Webkonferenz", "de"]);
});
