import { SaxesParser } from "saxes";

export interface Node {
  local: string;
  namespace: string;
  attributes: { local: string; namespace: string; value: string }[];
  children: Node[];
  text: string;
  /** The namespace of each prefix here. */
  resolve: (prefix: string) => string | undefined;
}

/** Thrown for a document that is no well-formed XML, or that is no document for a SOAP server. */
export class ParseError extends Error {
  override name = "ParseError";
}

/** Parses an XML document with its namespaces. Throws ParseError. */
export function parse(source: string): Node {
  const parser = new SaxesParser({ xmlns: true });
  const stack: Node[] = [];
  const roots: Node[] = [];
  parser.on("error", (error) => {
    throw new ParseError(error.message);
  });
  parser.on("doctype", () => {
    throw new ParseError("DOCTYPE is not allowed");
  });
  parser.on("opentag", (tag) => {
    if (stack.length > 100) throw new ParseError("too deep");
    const around = stack.at(-1)?.resolve;
    const node: Node = {
      local: tag.local,
      namespace: tag.uri,
      attributes: Object.values(tag.attributes).map(({ local, uri, value }) => ({
        local,
        namespace: uri,
        value,
      })),
      children: [],
      text: "",
      resolve: (prefix) => tag.ns[prefix] ?? around?.(prefix),
    };
    (stack.at(-1)?.children ?? roots).push(node);
    stack.push(node);
  });
  const addText = (text: string) => {
    const top = stack.at(-1);
    if (top) top.text += text;
  };
  parser.on("text", addText);
  parser.on("cdata", addText);
  parser.on("closetag", () => stack.pop());
  parser.write(source).close();
  const [root] = roots;
  if (!root) throw new ParseError("no element");
  return root;
}
