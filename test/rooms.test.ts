import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const root = path.resolve(__dirname, "..");

const folders = ["src", "server"].flatMap((top) => [
  top,
  ...readdirSync(path.join(root, top), { recursive: true, withFileTypes: true, encoding: "utf8" })
    .filter((entry) => entry.isDirectory())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name))),
]);

test.each(folders)("%s says in its README's first line what it is, and has few files", (folder) => {
  const names = readdirSync(path.join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);
  expect(names).toContain("README.md");
  const [line = ""] = readFileSync(path.join(root, folder, "README.md"), "utf8").split("\n");
  expect(line).toMatch(/^[A-Z].{15,}\.$/);
  expect(names.length - 1).toBeLessThanOrEqual(16);
});
