import { spawn } from "node:child_process";
import path from "node:path";
import { Client } from "pg";

/** A PostgreSQL server of npm's on a free loopback port, with its data in a temporary folder. */
export async function startPostgres() {
  const server = spawn(process.execPath, [path.join(__dirname, "postgresServer.mjs")], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = new Promise<void>((resolve) => server.once("exit", () => resolve()));
  const port = await new Promise<string>((resolve, reject) => {
    server.stdout.once("data", (line: Buffer) => resolve(line.toString().trim()));
    server.once("exit", () => reject(new Error("PostgreSQL did not start")));
  });
  const url = `postgres://postgres:postgres@127.0.0.1:${port}`;
  let databases = 0;
  return {
    /** Ends the server; it ends by itself too when this process does. */
    close: async (): Promise<void> => {
      server.stdin.end();
      await ended;
    },
    /** Answers the address of a new, empty database. */
    newDatabase: async (): Promise<string> => {
      const name = `test${(databases += 1)}`;
      const client = new Client({ connectionString: `${url}/postgres` });
      await client.connect();
      await client.query(`create database ${name}`);
      await client.end();
      return `${url}/${name}`;
    },
  };
}
