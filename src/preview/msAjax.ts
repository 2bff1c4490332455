/**
 * The part of Microsoft's Ajax library that npm's Office.js needs; it is not on npm, and a closed network cannot load it.
 * Loaded before Office.js, by the preview's pages only; Outlook's own Office.js brings Microsoft's.
 */
interface ExpectedParameter {
  name?: string;
  mayBeNull?: boolean;
  optional?: boolean;
  type?: unknown;
}

function validateParameter(value: unknown, expected: ExpectedParameter): Error | null {
  if (value === undefined)
    return expected.optional ? null : new Error(`missing parameter: ${expected.name ?? ""}`);
  if (value === null) return expected.mayBeNull ? null : new Error(`null parameter: ${expected.name ?? ""}`);
  const isOfType =
    typeof expected.type !== "function" || expected.type === Object || Object(value) instanceof expected.type;
  return isOfType ? null : new Error(`wrong type of parameter: ${expected.name ?? ""}`);
}

function validateParams(given: ArrayLike<unknown>, expected: ExpectedParameter[]): Error | null {
  if (typeof given.length !== "number") return null;
  for (const [index, parameter] of expected.entries()) {
    const failure = validateParameter(given[index], parameter);
    if (failure) return failure;
  }
  return given.length > expected.length ? new Error("too many parameters") : null;
}

class StringBuilder {
  private readonly parts: string[] = [];
  append(part: string): this {
    this.parts.push(part);
    return this;
  }
  toString(): string {
    return this.parts.join("");
  }
}

Object.assign(Function, {
  _validateParams: validateParams,
  _validateParameter: validateParameter,
  registerClass: () => undefined,
  registerNamespace: (name: string) => {
    let place: object = window;
    for (const part of name.split(".")) {
      const found: unknown = Reflect.get(place, part);
      const next = typeof found === "object" && found !== null ? found : { __namespace: true };
      Reflect.set(place, part, next);
      place = next;
    }
  },
});
Object.defineProperty(Function.prototype, "registerClass", { value: () => undefined });
Object.defineProperty(Function.prototype, "getName", {
  value(this: { name: string }) {
    return this.name;
  },
});
Object.assign(Error, {
  argument: (name: string, message?: string) => new Error(message ?? `argument: ${name}`),
  parameterCount: (message?: string) => new Error(message ?? "parameter count"),
});
Object.assign(window, {
  Type: Function,
  Sys: {
    StringBuilder,
    Browser: { agent: null, InternetExplorer: {} },
    Debug: { trace: () => undefined },
    Serialization: { JavaScriptSerializer: { serialize: JSON.stringify, deserialize: JSON.parse } },
  },
});
