import type { XmlElement } from "../server/rtc/soap/xml";

/** The children that the schema allows in an element, in this order: "?" for optional, "*" for any number. */
type Shape = Record<string, string>;

// After Microsoft's reference of the manifest's elements ([MS-OWEMXML]); only what mail add-ins may use.
const shapes: Shape = {
  OfficeApp:
    "Id AlternateId? Version ProviderName DefaultLocale DisplayName Description IconUrl HighResolutionIconUrl? SupportUrl? AppDomains? Hosts Requirements? FormSettings Permissions Rule DisableEntityHighlighting? VersionOverrides*",
  DisplayName: "Override*",
  Description: "Override*",
  IconUrl: "Override*",
  HighResolutionIconUrl: "Override*",
  SupportUrl: "Override*",
  AppDomains: "AppDomain*",
  "OfficeApp/Requirements": "Sets",
  Sets: "Set*",
  FormSettings: "Form*",
  Form: "DesktopSettings TabletSettings? PhoneSettings?",
  DesktopSettings: "SourceLocation RequestedHeight?",
  "Rule:RuleCollection": "Rule*",
  VersionOverrides: "Description? Requirements? Hosts Resources WebApplicationInfo? VersionOverrides?",
  "VersionOverrides/Requirements": "Sets",
  Hosts: "Host*",
  "Host:MailHost": "Runtimes? DesktopFormFactor? MobileFormFactor?",
  Runtimes: "Runtime",
  Runtime: "Override?",
  DesktopFormFactor: "SupportsSharedFolders? FunctionFile ExtensionPoint*",
  MobileFormFactor: "FunctionFile ExtensionPoint*",
  "ExtensionPoint:LaunchEvent": "LaunchEvents SourceLocation",
  "ExtensionPoint:MobileOnlineMeetingCommandSurface": "Control",
  "ExtensionPoint:AppointmentOrganizerCommandSurface": "OfficeTab",
  "ExtensionPoint:AppointmentAttendeeCommandSurface": "OfficeTab",
  "ExtensionPoint:MessageReadCommandSurface": "OfficeTab",
  "ExtensionPoint:MessageComposeCommandSurface": "OfficeTab",
  OfficeTab: "Group*",
  Group: "Label Control*",
  "Control:Button": "Label Supertip Icon Action",
  "Control:MobileButton": "Label Icon Action",
  Supertip: "Title Description",
  Icon: "Image*",
  "Action:ExecuteFunction": "FunctionName",
  "Action:ShowTaskpane": "SourceLocation",
  LaunchEvents: "LaunchEvent*",
  Resources: "Images? Urls? ShortStrings? LongStrings?",
  Images: "Image*",
  Urls: "Url*",
  ShortStrings: "String*",
  LongStrings: "String*",
  String: "Override*",
};

/** Attributes that an element must have. */
const attributes: Shape = {
  Override: "Locale|type Value|resid",
  LaunchEvent: "Type FunctionName",
  Runtime: "resid",
  Group: "id",
  OfficeTab: "id",
  Control: "id type",
  ExtensionPoint: "type",
  String: "id DefaultValue",
  Url: "id DefaultValue",
};

/** Where the newer edition's elements stand in the older one, Outlook refuses the whole manifest. */
const newerOnly = new Set(["Runtimes", "MobileFormFactor", "SupportsSharedFolders", "LaunchEvents"]);

/** The parts of a manifest that the schema refuses; empty if it is valid. */
export function schemaErrors(root: XmlElement): string[] {
  return [...visit(root, "")];
}

function* visit(element: XmlElement, parent: string): Generator<string> {
  const { name, children } = element;
  const type = attributeNamed(element, "type");
  const shape = shapes[`${name}:${type}`] ?? shapes[`${parent}/${name}`] ?? shapes[name] ?? "";
  const names = children.map((child) => child.name);
  if (!patternOf(shape).test(names.map((child) => `${child} `).join("")))
    yield `${parent}/${name} ${type}: ${names.join(" ")} where the schema has ${shape}`;
  for (const wanted of (attributes[name] ?? "").split(" ").filter(Boolean)) {
    if (!wanted.split("|").some((attribute) => attributeNamed(element, attribute) !== ""))
      yield `${parent}/${name} has no ${wanted}`;
  }
  for (const child of children) yield* visit(child, name);
  if (type === "VersionOverridesV1_0") {
    const own = children.filter((child) => child.name !== "VersionOverrides");
    for (const child of own.flatMap(everything)) {
      if (newerOnly.has(child.name)) yield `${child.name} is not for the older edition`;
    }
  }
}

function patternOf(shape: string): RegExp {
  const parts = shape.split(" ").filter(Boolean);
  return new RegExp(`^${parts.map((part) => part.replace(/^(\w+)([?*]?)$/, "(?:$1 )$2")).join("")}$`);
}

function attributeNamed({ attributes: own }: XmlElement, wanted: string): string {
  const entry = Object.entries(own).find(([name]) => name === wanted || name.endsWith(`:${wanted}`));
  return entry?.[1] ?? "";
}

export function everything(element: XmlElement): XmlElement[] {
  return [element, ...element.children.flatMap(everything)];
}
