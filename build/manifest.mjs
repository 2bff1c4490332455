// Makes the add-in's manifests: one source for both editions of the overrides, with and without events.
// The order of the elements is the schema's ([MS-OWEMXML]); a test looks at it.
import { readMessages } from "./messages.mjs";

/** By the keys of src/locales, in English, German and Arabic. Labels: 125 characters at most, tips: 250. */
const translations = ["en", "de", "ar"].map(readMessages);
const words = Object.keys(translations[0])
  .filter((key) => key.startsWith("manifest."))
  .map((key) => [key.replace("manifest.", ""), translations.map((messages) => messages[key])]);
const labels = Object.fromEntries(words.filter(([id]) => id.endsWith(".Label")));
const tips = Object.fromEntries(words.filter(([id]) => id.endsWith(".Tip")));
const locales = ["de-DE", "ar-SA"];

const surfaces = {
  AppointmentOrganizerCommandSurface: {
    group: "Compose.Group",
    buttons: [
      { id: "Compose.Add", words: "Add", icon: "Icon", run: "addWebConference" },
      // Notifications name this control to open the pane.
      { id: "Compose.Options", words: "Options", icon: "Options" },
      { id: "Compose.Remove", words: "Remove", icon: "Remove", run: "removeWebConference" },
    ],
  },
  AppointmentAttendeeCommandSurface: {
    group: "Read.Group",
    buttons: [
      { id: "Read.Join", words: "Join", icon: "Join", run: "joinWebConference" },
      { id: "Read.Host", words: "Host", icon: "Host", run: "startAsHost" },
      { id: "Read.Details", words: "Details", icon: "Icon" },
    ],
  },
  MessageReadCommandSurface: {
    group: "MessageRead.Group",
    buttons: [
      { id: "MessageRead.Meet", words: "Meet", icon: "Join", run: "meetNow" },
      { id: "MessageRead.Options", words: "Options", tip: "MeetOptions", icon: "Options" },
    ],
  },
  MessageComposeCommandSurface: {
    group: "MessageCompose.Group",
    buttons: [
      { id: "MessageCompose.Meet", words: "Meet", icon: "Join", run: "meetNow" },
      { id: "MessageCompose.Options", words: "Options", tip: "MeetOptions", icon: "Options" },
    ],
  },
};

const launchEvents = {
  OnNewAppointmentOrganizer: "onNewAppointment",
  OnAppointmentOrganizer: "onAppointmentOpened",
  OnAppointmentTimeChanged: "onTimeChanged",
  OnAppointmentAttendeesChanged: "onAttendeesChanged",
  OnAppointmentRecurrenceChanged: "onRecurrenceChanged",
  OnAppointmentSend: "onAppointmentSend",
};

const ribbonSizes = [16, 32, 80];
const mobileIcons = [25, 32, 48].flatMap((size) => [1, 2, 3].map((scale) => ({ size, scale })));

/** An element as text; attributes in their order, children one a line. */
function element(name, attributes = {}, children = []) {
  const start = [name, ...Object.entries(attributes).map(([key, value]) => `${key}="${escape(value)}"`)];
  const content = [children].flat(2);
  if (content.length === 0) return `<${start.join(" ")} />`;
  if (content.every((child) => !child.startsWith("<")))
    return `<${start.join(" ")}>${content.map(escape).join("")}</${name}>`;
  return `<${start.join(" ")}>\n${content.join("\n").replace(/^/gm, "  ")}\n</${name}>`;
}

function escape(value) {
  return String(value).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}

const by = (name, resid) => element(name, { resid });
const typed = (name, type, children) => element(name, { "xsi:type": type }, children);
const run = (name) => typed("Action", "ExecuteFunction", [element("FunctionName", {}, [name])]);

function button({ id, words, tip = words, icon, run: functionName }) {
  return element("Control", { "xsi:type": "Button", id }, [
    by("Label", `${words}.Label`),
    element("Supertip", {}, [by("Title", `${words}.Label`), by("Description", `${tip}.Tip`)]),
    element(
      "Icon",
      {},
      ribbonSizes.map((size) => element("bt:Image", { size, resid: `${icon}.${size}` })),
    ),
    functionName === undefined
      ? typed("Action", "ShowTaskpane", [by("SourceLocation", "Pane.Url")])
      : run(functionName),
  ]);
}

const commandSurfaces = Object.entries(surfaces).map(([type, { group, buttons }]) =>
  typed("ExtensionPoint", type, [
    element("OfficeTab", { id: "TabDefault" }, [
      element("Group", { id: group }, [by("Label", "Group.Label"), ...buttons.map(button)]),
    ]),
  ]),
);

const events = typed("ExtensionPoint", "LaunchEvent", [
  element(
    "LaunchEvents",
    {},
    Object.entries(launchEvents).map(([Type, FunctionName]) =>
      element("LaunchEvent", {
        Type,
        FunctionName,
        // Where the add-in cannot run, Outlook sends; where it finds something, "Send anyway" is offered.
        ...(Type === "OnAppointmentSend" && { SendMode: "PromptUser" }),
      }),
    ),
  ),
  by("SourceLocation", "Commands.Url"),
]);

/** Classic Outlook on Windows runs the file, all others the page. */
const runtimes = element("Runtimes", {}, [
  element("Runtime", { resid: "Commands.Url" }, [
    element("Override", { type: "javascript", resid: "Events.Url" }),
  ]),
]);

const mobile = element("MobileFormFactor", {}, [
  by("FunctionFile", "Commands.Url"),
  typed("ExtensionPoint", "MobileOnlineMeetingCommandSurface", [
    element("Control", { "xsi:type": "MobileButton", id: "Mobile.Add" }, [
      by("Label", "Add.Label"),
      typed(
        "Icon",
        "bt:MobileIconList",
        mobileIcons.map(({ size, scale }) =>
          element("bt:Image", { size, scale, resid: `Mobile.${size * scale}` }),
        ),
      ),
      run("addOnMobile"),
    ]),
  ]),
]);

function localized(name, attributes, [english, ...others], overrideName = "Override") {
  return element(
    name,
    { ...attributes, DefaultValue: english },
    others.map((Value, at) => element(overrideName, { Locale: locales[at], Value })),
  );
}

/** Those that the hosts use: a resource that nothing uses is an error to Microsoft's validator. */
function resources(hosts, origin) {
  const used = new Set([...hosts.matchAll(/ resid="([^"]+)"/g)].map(([, id]) => id));
  const usedOf = (table) => Object.entries(table).filter(([id]) => used.has(id));
  const images = [
    ...["Icon", "Options", "Remove", "Join", "Host"].flatMap((name) =>
      ribbonSizes.map((size) => [`${name}.${size}`, `${name.toLowerCase()}-${size}.png`]),
    ),
    ...new Map(
      mobileIcons.map(({ size, scale }) => [`Mobile.${size * scale}`, `mobile-${size * scale}.png`]),
    ),
  ];
  const urls = { "Commands.Url": "commands.html", "Events.Url": "events.js", "Pane.Url": "pane.html" };
  const strings = (table) =>
    usedOf(table).map(([id, words]) => localized("bt:String", { id }, words, "bt:Override"));
  return element("Resources", {}, [
    element(
      "bt:Images",
      {},
      usedOf(Object.fromEntries(images)).map(([id, file]) =>
        element("bt:Image", { id, DefaultValue: `${origin}/assets/${file}` }),
      ),
    ),
    element(
      "bt:Urls",
      {},
      usedOf(urls).map(([id, file]) => element("bt:Url", { id, DefaultValue: `${origin}/${file}` })),
    ),
    element("bt:ShortStrings", {}, strings(labels)),
    element("bt:LongStrings", {}, strings(tips)),
  ]);
}

function overrides({ edition, minVersion, host, origin, inside = [] }) {
  const hosts = element("Hosts", {}, [typed("Host", "MailHost", host)]);
  const namespace = "http://schemas.microsoft.com/office/mailappversionoverrides";
  return element(
    "VersionOverrides",
    {
      xmlns: edition === "V1_0" ? namespace : `${namespace}/1.1`,
      "xsi:type": `VersionOverrides${edition}`,
    },
    [
      element("Requirements", {}, [
        element("bt:Sets", { DefaultMinVersion: minVersion }, [element("bt:Set", { Name: "Mailbox" })]),
      ]),
      hosts,
      resources(hosts, origin),
      ...inside,
    ],
  );
}

/** The whole manifest. `origin`: where the add-in is served, such as "https://localhost:3000". */
export function manifestOf({ origin, withEvents }) {
  const value = (name, DefaultValue) => element(name, { DefaultValue });
  const pane = value("SourceLocation", `${origin}/pane.html`);
  const newer = overrides({
    edition: "V1_1",
    minVersion: "1.5",
    origin,
    host: [
      ...(withEvents ? [runtimes] : []),
      element("DesktopFormFactor", {}, [
        element("SupportsSharedFolders", {}, ["true"]),
        by("FunctionFile", "Commands.Url"),
        ...commandSurfaces,
        ...(withEvents ? [events] : []),
      ]),
      mobile,
    ],
  });
  const older = overrides({
    edition: "V1_0",
    minVersion: "1.3",
    origin,
    host: [element("DesktopFormFactor", {}, [by("FunctionFile", "Commands.Url"), ...commandSurfaces])],
    inside: [newer],
  });
  const app = element(
    "OfficeApp",
    {
      xmlns: "http://schemas.microsoft.com/office/appforoffice/1.1",
      "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
      "xmlns:bt": "http://schemas.microsoft.com/office/officeappbasictypes/1.0",
      "xsi:type": "MailApp",
    },
    [
      element("Id", {}, ["4f1d7c1e-0b51-4a2e-9a51-2f60d2f6a001"]),
      element("Version", {}, ["0.3.0.0"]),
      element("ProviderName", {}, ["Web conference"]),
      element("DefaultLocale", {}, ["en-US"]),
      localized("DisplayName", {}, labels["Group.Label"]),
      localized("Description", {}, Object.fromEntries(words).Description),
      value("IconUrl", `${origin}/assets/icon-64.png`),
      value("HighResolutionIconUrl", `${origin}/assets/icon-128.png`),
      value("SupportUrl", `${origin}/pane.html`),
      element("AppDomains", {}, [element("AppDomain", {}, [origin])]),
      element("Hosts", {}, [element("Host", { Name: "Mailbox" })]),
      element("Requirements", {}, [
        element("Sets", {}, [element("Set", { Name: "Mailbox", MinVersion: "1.5" })]),
      ]),
      element("FormSettings", {}, [
        typed("Form", "ItemRead", [
          element("DesktopSettings", {}, [pane, element("RequestedHeight", {}, ["450"])]),
        ]),
        typed("Form", "ItemEdit", [element("DesktopSettings", {}, [pane])]),
      ]),
      element("Permissions", {}, ["ReadWriteItem"]),
      element("Rule", { "xsi:type": "RuleCollection", Mode: "Or" }, [
        element("Rule", { "xsi:type": "ItemIs", ItemType: "Appointment", FormType: "ReadOrEdit" }),
      ]),
      element("DisableEntityHighlighting", {}, ["true"]),
      older,
    ],
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${app}\n`;
}
