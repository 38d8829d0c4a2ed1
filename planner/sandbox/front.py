"""The WSGI application: moto with its gaps filled, and an answer at once to what it lacks.

Left alone, moto answers an unimplemented call with status 500, which the AWS provider takes for a
passing trouble and repeats for minutes, or with an HTML page of status 404. And moto's state is
plain lists and dicts, which it reads, filters and puts back: two requests at once lose changes.
Nor does it know a request that is repeated because its answer was lost on the way, and makes the
same thing twice, or says that it is there already.
"""

from __future__ import annotations

import json
import re
import threading
import traceback
from collections import OrderedDict
from collections.abc import Iterable
from io import BytesIO
from typing import TYPE_CHECKING, NoReturn
from xml.sax.saxutils import escape

from flask import Flask, request
from moto.backends import SERVICE_NAMES
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response
from werkzeug.wsgi import get_input_stream

from planner.sandbox import gaps

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_NOT_IMPLEMENTED = 501
"""Unlike 500, 502 and 503, no SDK repeats a request that was answered so."""

_REFUSED = 400
_REMEMBERED = 256
"""Answers that are kept for an SDK that asks again: more than Terraform has requests under way."""

_REST_XML = ("cloudfront", "route53", "s3")


def application() -> WSGIApplication:
    """Every service of the emulated AWS behind one address."""
    gaps.install()
    moto = DomainDispatcherApplication(_service_app)

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        try:
            return list(moto(environ, start_response))
        except Exception as error:  # noqa: BLE001 - whatever moto raises, the caller gets an answer
            return _refusal(environ, error)(environ, start_response)

    return one_at_a_time(answered_once(answer))


def answered_once(application: WSGIApplication) -> WSGIApplication:
    """The application, which does nothing twice for an SDK that lost the answer: it gets that one.

    An SDK names each of its operations by `amz-sdk-invocation-id`, the same in every attempt:
    https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
    What was refused is done anew, since an SDK repeats that for the sake of another answer.
    """
    answers: OrderedDict[str, Response] = OrderedDict()

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        name = environ.get("HTTP_AMZ_SDK_INVOCATION_ID", "")
        response = answers.get(name) or Response.from_app(application, environ, buffered=True)
        changes = environ["REQUEST_METHOD"] not in ("GET", "HEAD")
        if name and changes and response.status_code < _REFUSED:
            answers[name] = response
        if len(answers) > _REMEMBERED:
            answers.popitem(last=False)
        return response(environ, start_response)

    return answer


def one_at_a_time(application: WSGIApplication) -> WSGIApplication:
    """The application, which never sees a request before it has answered the one before.

    The body is read first: a slow sender holds nobody up, and no connection is closed on unread
    bytes, which would reset it and lose the answer.
    """
    turn = threading.Lock()

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        read = {**environ, "wsgi.input": BytesIO(get_input_stream(environ).read())}
        with turn:
            return list(application(read, start_response))

    return answer


def _service_app(service: SERVICE_NAMES | None) -> Flask:
    if service is None:
        raise NotImplementedError("the service")
    app = create_backend_app(service)
    app.register_error_handler(NotFound, _no_such_route)
    return app


def _no_such_route(_: NotFound) -> NoReturn:
    raise NotImplementedError(f"{request.method} {request.path}")


def _refusal(environ: WSGIEnvironment, error: Exception) -> Response:
    service = _service(environ)
    if isinstance(error, NotImplementedError):
        message = f"the emulated AWS has no {service}: {_action(environ, error)}"
    else:
        traceback.print_exception(error)
        message = f"the emulated AWS failed at {service}: {type(error).__name__}: {error}"
    body, content_type = _error_body(environ, service, message)
    response = Response(body, _NOT_IMPLEMENTED, content_type=content_type)
    response.headers["x-amzn-errortype"] = "NotImplemented"
    return response


def _service(environ: WSGIEnvironment) -> str:
    """The service of a signed request: key/date/region/SERVICE/aws4_request."""
    scope = re.search(r"Credential=[^/]+/\d+/[^/]*/([^/]+)/", environ.get("HTTP_AUTHORIZATION", ""))
    return scope.group(1) if scope else "service for an unsigned request"


def _action(environ: WSGIEnvironment, error: NotImplementedError) -> str:
    named = re.match(r"The (\w+) action has not been implemented", str(error))
    if named:
        return "".join(word.capitalize() for word in named.group(1).split("_"))
    target: str = environ.get("HTTP_X_AMZ_TARGET", "")
    return target.rpartition(".")[2] or str(error)


def _error_body(environ: WSGIEnvironment, service: str, message: str) -> tuple[str, str]:
    """An error as the service's protocol spells it."""
    xml = f"<Code>NotImplemented</Code><Message>{escape(message)}</Message>"
    if service == "ec2":
        return f"<Response><Errors><Error>{xml}</Error></Errors></Response>", "text/xml"
    if service == "s3":
        return f"<Error>{xml}</Error>", "text/xml"
    if service in _REST_XML or "x-www-form-urlencoded" in environ.get("CONTENT_TYPE", ""):
        return f"<ErrorResponse><Error>{xml}</Error></ErrorResponse>", "text/xml"
    return json.dumps({"__type": "NotImplemented", "message": message}), "application/json"
