import type { Surface } from "./item";

/** A button that the manifest puts on the ribbon. */
export interface RibbonButton {
  id: string;
  label: string;
  description: string;
  icon: string;
  action: { kind: "function"; name: string } | { kind: "pane"; path: string };
}

const manifestOrigin = "https://localhost:3000";

/**
 * Reads the buttons of a surface from an add-in manifest, as Outlook does: with the words of its language; addresses become
 * paths of this server.
 */
export function readRibbon(manifest: string, surface: string, language: string): RibbonButton[] {
  const document = new DOMParser().parseFromString(manifest, "text/xml");
  const resources = new Map<string, string>();
  for (const element of all(document, "Image", "Url", "String")) {
    const id = element.getAttribute("id");
    if (id !== null) resources.set(id, valueIn(element, language));
  }
  const lookUp = (element: Element | undefined) => resources.get(element?.getAttribute("resid") ?? "") ?? "";
  // The last one is that of the newest version of the manifest's commands.
  const point = all(document, "ExtensionPoint").findLast((element) => typeOf(element) === surface);
  return (point ? all(point, "Control") : []).map((control) => {
    const [action] = all(control, "Action");
    const icon = all(control, "Image").find((image) =>
      ["32", "48"].includes(image.getAttribute("size") ?? ""),
    );
    return {
      id: control.getAttribute("id") ?? "",
      label: lookUp(all(control, "Label")[0]),
      description: lookUp(all(control, "Description")[0]),
      icon: toPath(lookUp(icon)),
      action:
        action && typeOf(action) === "ExecuteFunction"
          ? { kind: "function", name: all(action, "FunctionName")[0]?.textContent.trim() ?? "" }
          : { kind: "pane", path: toPath(lookUp(all(control, "SourceLocation")[0])) },
    };
  });
}

/** The add-in's name in a language. */
export function readName(manifest: string, language: string): string {
  const [name] = all(new DOMParser().parseFromString(manifest, "text/xml"), "DisplayName");
  return name ? valueIn(name, language) : "";
}

/** An element's text in a language: by its locale, by another locale of the same language, or the default. */
function valueIn(element: Element, language: string): string {
  const overrides = all(element, "Override");
  const ofLocale = (prefix: string) =>
    overrides.find((it) => it.getAttribute("Locale")?.toLowerCase().startsWith(prefix));
  const tag = language.toLowerCase();
  const own = ofLocale(tag) ?? ofLocale(`${tag.split("-")[0]}-`);
  return own?.getAttribute("Value") ?? element.getAttribute("DefaultValue") ?? "";
}

/** Reads which handler is for which event. */
export function readHandlers(manifest: string): Map<string, string> {
  const document = new DOMParser().parseFromString(manifest, "text/xml");
  return new Map(
    all(document, "LaunchEvent").map((event) => [
      event.getAttribute("Type") ?? "",
      event.getAttribute("FunctionName") ?? "",
    ]),
  );
}

/** Which extension point of the manifest a surface shows. */
export function pointOf(surface: Surface, isMobile: boolean): string {
  switch (surface) {
    case "compose":
      return isMobile ? "MobileOnlineMeetingCommandSurface" : "AppointmentOrganizerCommandSurface";
    case "organizer":
    case "attendee":
      return "AppointmentAttendeeCommandSurface";
    case "message":
      return "MessageReadCommandSurface";
    case "messageCompose":
      return "MessageComposeCommandSurface";
  }
}

function all(root: Document | Element, ...names: string[]): Element[] {
  return names.flatMap((name) => [...root.getElementsByTagNameNS("*", name)]);
}

function typeOf(element: Element): string | null {
  return element.getAttributeNS("http://www.w3.org/2001/XMLSchema-instance", "type");
}

function toPath(url: string): string {
  return url.startsWith(manifestOrigin) ? url.slice(manifestOrigin.length) : url;
}
