import { openLaunched } from "../outlook/launched";
import { createOfficeCall } from "../outlook/officeCall";
import { createLaunchEvents } from "./launchEvents";

// The file that classic Outlook on Windows runs for events: no page, no imports, no onReady, and no sign-in.
const call = createOfficeCall();
const launchEvents = createLaunchEvents({ open: () => openLaunched(call), follow: null, now: Date.now });
for (const [name, run] of Object.entries(launchEvents)) Office.actions.associate(name, run);
