"""Official Python SDK for the Flow API."""

from ._call import RequestOptions as RequestOptions
from ._client import AsyncFlow as AsyncFlow
from ._client import Flow as Flow
from ._errors import FlowAuthenticationError as FlowAuthenticationError
from ._errors import FlowAuthorizationError as FlowAuthorizationError
from ._errors import FlowConflictError as FlowConflictError
from ._errors import FlowConnectionError as FlowConnectionError
from ._errors import FlowError as FlowError
from ._errors import FlowIdempotencyError as FlowIdempotencyError
from ._errors import FlowNotFoundError as FlowNotFoundError
from ._errors import FlowRateLimitError as FlowRateLimitError
from ._errors import FlowRequestError as FlowRequestError
from ._errors import FlowServerError as FlowServerError
from ._errors import FlowTimeoutError as FlowTimeoutError
from ._errors import FlowValidationError as FlowValidationError
from ._errors import FlowWebhookError as FlowWebhookError
from ._generated.models import *
from ._generated.params import *
from ._not_given import NOT_GIVEN as NOT_GIVEN
from ._not_given import NotGiven as NotGiven
from ._pages import AsyncPage as AsyncPage
from ._pages import Page as Page
from ._pages import SyncPage as SyncPage
from ._query import Filter as Filter
from ._response import FlowResponse as FlowResponse
from ._uploads import UploadFile as UploadFile
from ._webhook_payload import WebhookData as WebhookData
from ._webhook_payload import WebhookPayload as WebhookPayload
from ._webhooks import unwrap_webhook as unwrap_webhook
