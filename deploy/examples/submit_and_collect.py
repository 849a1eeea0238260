#!/usr/bin/env python3
"""Submits the jobs of a JSONL file to wiremill and prints their documents.

    AMQP_URL=amqp://guest:guest@127.0.0.1/%2f submit_and_collect.py jobs.jsonl > documents.jsonl

Needs pika (Debian: python3-pika), the queues (`wiremill topology`) and a worker (`wiremill worker`).
"""

import json
import os
import sys

import pika

EXCHANGE = "wiremill"
JOBS = "wiremill.jobs"
DOCUMENTS = "wiremill.documents"
IDLE_SECONDS = 30


def submit(channel, path):
    """Publishes each job and returns their ids. A job that is not confirmed or not routed raises."""
    channel.confirm_delivery()  # From here on basic_publish waits for the broker's confirm.
    ids = set()
    with open(path, encoding="utf-8") as jobs:
        for line in jobs:
            if not line.strip():
                continue
            job = json.loads(line)
            channel.basic_publish(
                exchange=EXCHANGE,
                routing_key=JOBS,
                body=line.strip().encode(),
                properties=pika.BasicProperties(
                    content_type="application/json",
                    delivery_mode=2,  # persistent: outlives a restart of the broker
                    type="wiremill.job/1",
                ),
                mandatory=True,  # no queue, no confirm: UnroutableError instead of a lost job
            )
            ids.add(job["id"])
    return ids


def collect(channel, waiting):
    """Prints documents until every job in `waiting` has one, or the queue is idle. Returns those without."""
    channel.basic_qos(prefetch_count=100)
    printed = set()
    for method, properties, body in channel.consume(DOCUMENTS, inactivity_timeout=IDLE_SECONDS):
        if method is None:
            break
        # Delivery is at least once: a document that comes again has the same message id and the same bytes.
        if properties.message_id not in printed:
            sys.stdout.buffer.write(body + b"\n")
            sys.stdout.buffer.flush()
            printed.add(properties.message_id)
        channel.basic_ack(method.delivery_tag)  # Only now: what is not acknowledged comes again.
        waiting.discard(json.loads(body)["id"])
        if not waiting:
            break
    channel.cancel()
    return waiting


def main():
    url = os.environ.get("AMQP_URL", "amqp://guest:guest@127.0.0.1:5672/%2f")
    connection = pika.BlockingConnection(pika.URLParameters(url))
    left = submit(connection.channel(), sys.argv[1])
    left = collect(connection.channel(), left)
    connection.close()
    for job in sorted(left):
        print(f"{job}: no document; wiremill dead list tells why", file=sys.stderr)
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
