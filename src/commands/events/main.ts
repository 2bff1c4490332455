import { openLaunched } from "../../outlook/eventContext";
import { createOfficeCall } from "../../outlook/platform/officeCallQueue";
import { createLaunchEvents } from "./launchEvents";

// The file that classic Outlook on Windows runs for events: no page, no imports, no onReady, and no sign-in.
const call = createOfficeCall();
const { onAppointmentSend, ...changes } = createLaunchEvents({
  open: () => openLaunched(call),
  follow: null,
  wait: () => Promise.resolve(),
  now: Date.now,
});
Office.actions.associate("onAppointmentSend", onAppointmentSend);
for (const [name, look] of Object.entries(changes)) Office.actions.associate(name, look);
