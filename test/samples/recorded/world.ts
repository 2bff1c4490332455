import { people, supportGroup } from "../../../server/config/people";
import { createSimulator } from "../../../server/simulator/simulator";

/** The world in which the recordings were made: its clock and its IDs are always the same. */
export function createRecordedWorld() {
  let now = Date.parse("2030-01-10T08:00:00Z");
  let ids = 0;
  const url = "http://localhost:3001";
  const simulator = createSimulator({
    url,
    siteId: "12345",
    siteAuthToken: "MSJSJASDJJASDJASDASD=",
    people,
    groups: [supportGroup],
    settings: { tokenLifeSeconds: 30 * 24 * 60 * 60 },
    now: () => now,
    newId: () => `id-${++ids}`,
  });
  return {
    simulator,
    url,
    /** Lets minutes pass. */
    pass: (minutes: number) => {
      now += minutes * 60_000;
    },
  };
}
