import type { Fields } from "../soap/beans";
import type { Bean } from "../soap/decode";

/** Table 3-3. */
export interface AdhocAttribute {
  name: string;
  value: string | null;
}

/** Reads attributes from one or several arrays (the guide has two spellings in one bean), merged by name. */
export function readAttributes(bean: Bean, ...names: string[]): AdhocAttribute[] {
  const merged = new Map<string, AdhocAttribute>();
  for (const attribute of names.flatMap((name) => bean.beans(name))) {
    const name = attribute.text("name");
    if (name !== null && !merged.has(name)) merged.set(name, { name, value: attribute.text("value") });
  }
  return [...merged.values()];
}

/** Finds an attribute's value whatever the case of its name. */
export function valueOf(attributes: readonly AdhocAttribute[], name: string): string | null {
  return attributes.find((attribute) => attribute.name.toUpperCase() === name.toUpperCase())?.value ?? null;
}

/** The accessor with attributes to send; left out when there are none. */
export function sentAttributes(list: readonly AdhocAttribute[] = []): Fields {
  return list.length === 0 ? {} : { adhocAttributes: list.map(({ name, value }) => ({ name, value })) };
}
