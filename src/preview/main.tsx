import { createRoot } from "react-dom/client";
import { itemOf, readAddress } from "./form/items";
import { Preview } from "./form/Preview";
import { isScene } from "./form/scenes";
import { field } from "./host/calls";
import { createItemStore, type Recipient } from "./host/item";
import { createPreviewHost } from "./host/previewHost";
import { readHandlers } from "./host/ribbon";

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
  const recipients = { me: recipientOf(me), others: others.map(recipientOf) };
  const { scene: wanted, around } = readAddress(location.search);
  const scene = isScene(wanted) ? wanted : "compose";
  const userIdOf = (address: string | null) =>
    (people.find((person) => person.address.toLowerCase() === address?.toLowerCase()) ?? me).userId;
  const item = itemOf(scene, recipients, around);
  const store = createItemStore(item);
  const handlers = readHandlers(manifest);
  const host = createPreviewHost({ store, signIn: () => signIn(userIdOf(store.get().signedInAs)), handlers });
  host.open(item);
  // Tests look at the emulated Outlook through this.
  Object.assign(window, { previewHost: host });
  createRoot(container).render(<Preview host={host} manifest={manifest} people={recipients} start={scene} />);
}

function recipientOf({ name, address }: PersonOfThePreview): Recipient {
  return { name, address };
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

const container = document.getElementById("preview");
if (container) void start(container);
