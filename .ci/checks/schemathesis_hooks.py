"""What a schema cannot say: some data is good or not by the moment, by what was answered before, or by a table of Unicode."""

import re

import schemathesis
from schemathesis.specs.openapi.checks import missing_required_header, positive_data_acceptance

# How the message about a field begins that no schema could have refused.
NOT_FOR_A_SCHEMA = re.compile(
    "cursor is not one that a list gave"
    "|expireUnixSec must be (in the future|after)"
    "|issuedBeforeUnixSec must not be later than now"
    "|token must be an access token of this app"
    "|(_id|app|created|large|roomName) cannot be changed"
    "|url would be one too many"
    "|keyId is of a key that has expired"
    "|apiSecret is needed"
    "|(url|apiUrl) must be an absolute (wss or ws|https?) URL"
    "|(url|meeting[A-Z][a-z]+Webhook) must be an absolute https URL"
    "|rtmpOutURL is needed when enableRTMPOut"
    "|reservedPlaces (are places of|must not be more than) maxParticipants"
    r"|(isAdmin|permissions\.canProduce) is (true|false) but "
    "|room_name is needed, since the token is for every room"
    "|ttl must be 1 second to"
    r"|\S+ must not hold control or format characters"
    r"|\S+ must have a visible character"
)


@schemathesis.deserializer("application/statuslist+jwt")
def signed_text(ctx, response):
    return response.text


def is_for_a_schema(error):
    return not NOT_FOR_A_SCHEMA.match(error["field"] + " " + error["message"])


@schemathesis.check
def good_data_is_accepted(ctx, response, case):
    if response.status_code == 410:  # somebody has come and gone
        return None
    if response.status_code == 400 and case.method == "HEAD":  # no body says why
        return None
    if response.status_code == 400:
        errors = response.json().get("errors", [])
        if errors and not any(is_for_a_schema(error) for error in errors):
            return None
    return positive_data_acceptance(ctx, response, case)


@schemathesis.check
def required_header_is_required(ctx, response, case):
    # What a proxy asks about a connection without a token is answered as about any other that may not pass.
    if case.operation.definition.raw["operationId"] == "liveKitGate" and response.status_code == 403:
        return None
    return missing_required_header(ctx, response, case)
