import { tokens as fluentTokens } from "@fluentui/react-components";
import { tokens } from "../../src/taskpane/theme/fluentTokens";

test("each Fluent token is what the pages put in its place", () => {
  const names = Object.keys(fluentTokens) as (keyof typeof fluentTokens)[];
  expect(names.length).toBeGreaterThan(400);
  for (const name of names) expect(tokens[name]).toBe(fluentTokens[name]);
});
