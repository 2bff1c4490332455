import { createOfficeCall } from "../outlook/officeCall";
import { createLaunchEvents } from "./launchEvents";
import { createRibbonFunction } from "./ribbonFunction";

// Office.js wants to be waited for; the names must be known before it is, since a command may come at once.
void Office.onReady();
const call = createOfficeCall();
const open = async () => (await import("./openSurface")).openSurface(call);
const add = createRibbonFunction({ open, load: async () => (await import("./addWebConference")).runAdd });
const functions = {
  addWebConference: add,
  // Mobile's switch for online meetings: the same button.
  addOnMobile: add,
  removeWebConference: createRibbonFunction({
    open,
    load: async () => (await import("./removeWebConference")).runRemove,
  }),
  joinWebConference: createRibbonFunction({
    open,
    load: async () => (await import("./joinWebConference")).runJoin,
  }),
  startAsHost: createRibbonFunction({
    open,
    load: async () => (await import("./joinWebConference")).runHost,
  }),
  meetNow: createRibbonFunction({ open, load: async () => (await import("./meetNow")).runMeet }),
  ...createLaunchEvents({
    open: async () => (await import("../outlook/launched")).openLaunched(call),
    follow: async (launched) => (await import("./follow")).follow(launched, call),
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    now: Date.now,
  }),
};
for (const [name, run] of Object.entries(functions)) Office.actions.associate(name, run);
