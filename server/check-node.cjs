// Old syntax on purpose: this file must run on the very Node versions that it turns away.
var version = process.versions.node.split(".").map(Number);
if (version[0] < 20 || (version[0] === 20 && version[1] < 19)) {
  console.error(
    "This project needs Node 20.19 or newer; this is Node " +
      process.versions.node +
      ". Install a newer Node and try again.",
  );
  process.exit(1);
}
