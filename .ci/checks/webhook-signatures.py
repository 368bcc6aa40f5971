"""Verifies with PyPI's standardwebhooks what webhook-signatures.mjs received."""

import json
import sys

from standardwebhooks import Webhook, WebhookVerificationError


def refuses(secret, body, headers):
    try:
        Webhook(secret).verify(body, headers)
    except WebhookVerificationError:
        return True
    return False


def main(file):
    with open(file, encoding="utf-8") as kept:
        messages = json.load(kept)
    assert len(messages) == 3 and any(len(message["good"]) == 2 for message in messages)
    for message in messages:
        body, headers = message["body"], message["headers"]
        for secret in message["good"]:
            assert Webhook(secret).verify(body, headers) == json.loads(body)
            assert refuses(secret, body.replace("peer.joined", "peer.left"), headers)
            assert refuses(secret, body + " ", headers)
            assert refuses(secret, body, {**headers, "webhook-id": "evt_another"})
            later = str(int(headers["webhook-timestamp"]) + 1)
            assert refuses(secret, body, {**headers, "webhook-timestamp": later})
        for secret in message["bad"]:
            assert refuses(secret, body, headers)
    print(f"PyPI's standardwebhooks verified {len(messages)} webhooks, and refused what was not signed so")


main(*sys.argv[1:])
