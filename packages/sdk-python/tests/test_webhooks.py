from __future__ import annotations

import json
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, Dict

import pytest

from flow_sdk import Flow, FlowWebhookError, unwrap_webhook

VECTORS = Path(__file__).parents[3] / "openapi" / "webhooks" / "signature-vectors.json"

if not VECTORS.exists():
    pytest.skip("the signature vectors are in Flow's own repository only", allow_module_level=True)

FIRST: Dict[str, Any] = json.loads(VECTORS.read_text(encoding="utf8"))["cases"][0]
NOW = datetime.fromtimestamp(int(FIRST["headers"]["webhook-timestamp"]), timezone.utc)


def test_bytes_and_text_and_names_in_any_case() -> None:
    upper = {name.upper(): value for name, value in FIRST["headers"].items()}
    for payload in (FIRST["body"], FIRST["body"].encode()):
        for headers in (FIRST["headers"], upper):
            event = unwrap_webhook(payload, headers, FIRST["secrets"], now=NOW)
            assert (event.type, event.timestamp.year) == ("post.delivered", 2026)
            assert event.data.post is not None and event.data.post.content == "Grüße 👋"
            assert event.data.channel is None and event.data.raw["post"]["id"] == "post_1"


def test_every_altered_byte_is_refused() -> None:
    for index in range(len(FIRST["body"].encode())):
        altered = bytearray(FIRST["body"].encode())
        altered[index] ^= 1
        with pytest.raises(FlowWebhookError) as caught:
            unwrap_webhook(bytes(altered), FIRST["headers"], FIRST["secrets"], now=NOW)
        assert caught.value.code == "WEBHOOK_SIGNATURE_INVALID"


def test_the_clock_counts_where_no_time_is_given() -> None:
    with Flow("flow_sk_test_key") as flow:
        recent = abs(datetime.now(timezone.utc) - NOW).total_seconds() <= 300
        if recent:
            flow.webhooks.unwrap(FIRST["body"], FIRST["headers"], FIRST["secrets"])
            return
        with pytest.raises(FlowWebhookError) as caught:
            flow.webhooks.unwrap(FIRST["body"], FIRST["headers"], FIRST["secrets"])
        assert caught.value.code == "WEBHOOK_OUTSIDE_TOLERANCE"


def test_without_a_secret_nothing_verifies_and_no_error_tells_one() -> None:
    with pytest.raises(FlowWebhookError, match="No secret"):
        unwrap_webhook(FIRST["body"], FIRST["headers"], [], now=NOW)
    with pytest.raises(FlowWebhookError) as caught:
        unwrap_webhook(FIRST["body"], FIRST["headers"], FIRST["secrets"][0] + "x!", now=NOW)
    assert FIRST["secrets"][0] not in str(caught.value)
