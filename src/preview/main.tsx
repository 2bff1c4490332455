import { createRoot } from "react-dom/client";
import { Preview } from "./form/Preview";
import { field } from "./host/calls";
import { createItemStore, type Recipient } from "./host/item";
import { createPreviewHost } from "./host/previewHost";
import { readRibbon } from "./host/ribbon";

interface PersonOfThePreview {
  userId: string;
  name: string;
  address: string;
}

async function start(container: HTMLElement): Promise<void> {
  const [people, manifest] = await Promise.all([
    fetch("/preview/people")
      .then((response) => response.json())
      .then(readPeople),
    fetch("/manifest.xml").then((response) => response.text()),
  ]);
  const [me, ...others] = people;
  if (!me) throw new Error("the preview has no people");
  const store = createItemStore(newItem(me, others.slice(0, 2)));
  const host = createPreviewHost({ store, signIn: () => signIn(me.userId) });
  // Tests look at the emulated Outlook through this.
  Object.assign(window, { previewHost: host });
  const ribbon = readRibbon(manifest, "AppointmentOrganizerCommandSurface");
  const startOver = () => store.set(newItem(me, others.slice(0, 2)));
  createRoot(container).render(<Preview host={host} ribbon={ribbon} people={others} startOver={startOver} />);
}

async function signIn(userId: string): Promise<string> {
  const response = await fetch("/preview/token", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ userId }),
  });
  const answer: unknown = await response.json();
  const token = field(answer, "accessToken");
  if (typeof token !== "string") throw new Error("the preview's issuer gave no token");
  return token;
}

function readPeople(answer: unknown): PersonOfThePreview[] {
  return (Array.isArray(answer) ? answer : []).map((entry: unknown) => {
    const text = (name: string) => {
      const value = field(entry, name);
      return typeof value === "string" ? value : "";
    };
    return {
      userId: text("userId"),
      name: `${text("firstName")} ${text("lastName")}`,
      address: text("address"),
    };
  });
}

/** Tomorrow, at the next full hour. */
function newItem(organizer: Recipient, required: Recipient[]) {
  const hour = 3_600_000;
  const start = Math.ceil(Date.now() / hour) * hour + 24 * hour;
  return {
    subject: "Quarterly review",
    start,
    end: start + hour / 2,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    location: "",
    required: required.map(({ name, address }) => ({ name, address })),
    optional: [],
    organizer: { name: organizer.name, address: organizer.address },
    bodyType: "html" as const,
    body: "<div>Dear all,</div><div><br></div><div>let us look at the quarter together:</div><ul><li>Figures</li><li>What went well</li><li>What comes next</li></ul>",
    properties: "{}",
    notifications: [],
    settings: {},
    id: null,
    language: "en-US",
    isDark: matchMedia("(prefers-color-scheme: dark)").matches,
  };
}

const container = document.getElementById("preview");
if (container) void start(container);
