import { toShow } from "../../server/sites/presence";
import type { PresentityStatus } from "../../server/rtc/services/presence";

type Resource = PresentityStatus["allResources"][number];
const resource = (show: string | null, status: string | null, more: Partial<Resource> = {}): Resource => ({
  show,
  status,
  resourceName: "messenger",
  priority: 8,
  lastModifiedDate: new Date("2027-03-01T09:00:00Z"),
  ...more,
});
const of = (...allResources: Resource[]) => toShow({ userJID: "a@example.com", allResources });

test.each([
  // As in Table 3-45.
  ["online", "Available", "available", ""],
  ["online", "Away", "away", ""],
  ["ONLINE", "dnd", "busy", ""],
  ["Online", " Do Not Disturb ", "busy", ""],
  ["online", "Extended-Away", "away", ""],
  ["online", "Busy", "busy", ""],
  ["online", null, "available", ""],
  ["online", "", "available", ""],
  ["online", "Call me on my <b>cell</b>", "available", "Call me on my <b>cell</b>"],
  ["online", "Away from my desk", "available", "Away from my desk"],
  ["online", "Away!", "available", "Away!"],
  ["offline", "Available", "offline", ""],
  ["OFFLINE", "On vacation", "offline", "On vacation"],
  ["online", "Offline", "offline", ""],
  // As deployments do that put the state into `show`.
  ["AWAY", "", "away", ""],
  ["AWAY", "Back in a while", "away", "Back in a while"],
  ["DnD", "In a conference", "busy", "In a conference"],
  ["AVAILABLE", "", "available", ""],
  ["AVAILABLE", "DnD", "busy", ""],
  ["AWAY", "Available", "away", ""],
  ["xa", null, "away", ""],
  // Words that nobody knows say nothing.
  [null, "Away", "away", ""],
  ["", "Lunch", "unknown", "Lunch"],
  [null, null, "unknown", ""],
  ["Lunch", null, "unknown", ""],
  ["Lunch", "Idle", "away", ""],
  ["constructor", "__proto__", "unknown", "__proto__"],
])("show %j with status %j is %s %j", (show, status, expected, words) => {
  expect(of(resource(show, status))).toEqual({ show: expected, status: words });
});

test("of several resources the online one with the highest priority counts, then the newest", () => {
  const earlier = new Date("2027-03-01T08:00:00Z");
  const desk = resource("online", "DnD", { priority: 8 });
  const phone = resource("online", "Away", { priority: 1 });
  expect(of(phone, desk).show).toBe("busy");
  expect(of(desk, phone).show).toBe("busy");
  expect(of(resource("offline", "Available", { priority: 8 }), phone).show).toBe("away");
  expect(of(resource("Lunch", "", { priority: 8 }), phone).show).toBe("away");
  expect(of(resource("offline", "", { priority: 8 }), resource("Lunch", "", { priority: 1 })).show).toBe(
    "unknown",
  );
  expect(of(resource("online", "Away", { lastModifiedDate: earlier }), desk).show).toBe("busy");
  expect(of(resource("online", "Away", { lastModifiedDate: null }), desk).show).toBe("busy");
  expect(of(resource("online", "Away", { priority: null }), phone).show).toBe("away");
  expect(
    of(resource("online", "Away", { priority: null }), resource("online", "DnD", { priority: -1 })).show,
  ).toBe("away");
});

test("nobody's answer is unknown, one without resources is offline", () => {
  expect(toShow(undefined)).toEqual({ show: "unknown", status: "" });
  expect(of()).toEqual({ show: "offline", status: "" });
});
