// Submits the jobs of a JSONL file to wiremill and prints their documents.
//
//     AMQP_URL=amqp://guest:guest@127.0.0.1/%2f node submit_and_collect.mjs jobs.jsonl > documents.jsonl
//
// Needs amqplib (`npm install amqplib`), the queues (`wiremill topology`) and a worker (`wiremill worker`).

import { readFileSync } from "node:fs";
import amqp from "amqplib";

const EXCHANGE = "wiremill";
const JOBS = "wiremill.jobs";
const DOCUMENTS = "wiremill.documents";
const IDLE_MS = 30_000;

/** Publishes each job and returns their ids. A job that is not confirmed or not routed throws. */
async function submit(connection, path) {
  const channel = await connection.createConfirmChannel();
  // A message that no queue takes is returned before it is confirmed.
  const returned = [];
  channel.on("return", (message) => returned.push(JSON.parse(message.content).id));
  const ids = new Set();
  for (const line of readFileSync(path, "utf8").split("\n").filter((line) => line.trim() !== "")) {
    ids.add(JSON.parse(line).id);
    const options = {
      contentType: "application/json",
      persistent: true, // outlives a restart of the broker
      mandatory: true, // no queue: returned instead of lost
      type: "wiremill.job/1",
    };
    if (!channel.publish(EXCHANGE, JOBS, Buffer.from(line), options)) {
      await new Promise((resolve) => channel.once("drain", resolve));
    }
  }
  await channel.waitForConfirms();
  await channel.close();
  if (returned.length > 0) {
    throw new Error(`no queue for ${returned.join(", ")}; wiremill topology declares them`);
  }
  return ids;
}

/** Prints documents until every job in `waiting` has one, or the queue is idle. Returns those without. */
async function collect(connection, waiting) {
  const channel = await connection.createChannel();
  await channel.prefetch(100);
  const printed = new Set();
  await new Promise((resolve, reject) => {
    const idle = setTimeout(resolve, IDLE_MS);
    const take = (message) => {
      if (message === null) {
        reject(new Error("the documents queue was deleted"));
        return;
      }
      idle.refresh();
      const { messageId } = message.properties;
      const keep = () => {
        channel.ack(message); // Only now: what is not acknowledged comes again.
        waiting.delete(JSON.parse(message.content).id);
        if (waiting.size === 0) {
          clearTimeout(idle);
          resolve();
        }
      };
      // Delivery is at least once: a document that comes again has the same message id and the same bytes.
      if (printed.has(messageId)) {
        keep();
      } else {
        printed.add(messageId);
        process.stdout.write(`${message.content}\n`, keep);
      }
    };
    channel.consume(DOCUMENTS, take).catch(reject);
  });
  await channel.close();
  return waiting;
}

const connection = await amqp.connect(process.env.AMQP_URL ?? "amqp://guest:guest@127.0.0.1:5672/%2f");
const left = await collect(connection, await submit(connection, process.argv[2]));
await connection.close();
for (const job of left) {
  console.error(`${job}: no document; wiremill dead list tells why`);
  process.exitCode = 1;
}
