"""Emulated providers behind gRPC, in threads of this process: each has a socket of its own."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import grpc

from planner.sandbox.providers.checks import Complaint, Steps
from planner.sandbox.providers.codec import decoded, encoded
from planner.sandbox.providers.provider import Provider
from planner.sandbox.providers.schema import Block, NestedBlock, ProviderSchema
from planner.sandbox.providers.wire import CALLS, message

_SERVICE = "tfplugin6.Provider"
_ERROR = 1
_NESTING = {"single": 1, "list": 2, "set": 3, "map": 4}
_WORKERS = 4
"""Fewer than the ten operations that Terraform has under way: answers are short and hold the
interpreter's lock, and twelve threads spent a quarter more CPU on handing it to each other."""

_OPTIONS = (
    # a whole provider's schema is larger than gRPC's own limit of 4 MiB
    ("grpc.max_receive_message_length", -1),
    ("grpc.max_send_message_length", -1),
)


@contextmanager
def serving(
    provider: Provider, socket: str, *also: grpc.GenericRpcHandler[Any, Any]
) -> Iterator[None]:
    """The provider answers at the socket, until the block ends; so do further handlers."""
    with ThreadPoolExecutor(_WORKERS) as workers:
        server = grpc.server(workers, options=_OPTIONS)
        server.add_generic_rpc_handlers((_handler(_Answers(provider)), *also))
        server.add_insecure_port(f"unix:{socket}")
        server.start()
        try:
            yield
        finally:
            server.stop(grace=None).wait()


def _handler(answers: _Answers) -> Any:  # noqa: ANN401 - of messages that are made at import
    methods = {
        call: grpc.unary_unary_rpc_method_handler(
            _unary(getattr(answers, call)),
            request_deserializer=message(request).FromString,
            response_serializer=message(response).SerializeToString,
        )
        for call, (request, response) in CALLS.items()
    }
    return grpc.method_handlers_generic_handler(_SERVICE, methods)


def _unary(answer: Callable[[Any], Any]) -> Callable[[Any, grpc.ServicerContext], Any]:
    return lambda request, _context: answer(request)


class _Answers:
    """Named as the protocol names its calls."""

    def __init__(self, provider: Provider) -> None:
        self._provider = provider
        self._schema = _schema_response(provider.schema)

    def GetProviderSchema(self, _: Any) -> Any:  # noqa: ANN401, N802 - a message of the protocol
        return self._schema

    def ValidateProviderConfig(self, request: Any) -> Any:  # noqa: ANN401, N802 - the same
        found = self._provider.check_provider(decoded(request.config.msgpack))
        return message("ProviderDiagnostics")(diagnostics=_diagnostics(found))

    def ValidateResourceConfig(self, request: Any) -> Any:  # noqa: ANN401, N802 - the same
        config = decoded(request.config.msgpack)
        found = self._provider.check_resource(request.type_name, config)
        return message("Diagnostics")(diagnostics=_diagnostics(found))

    def ValidateDataResourceConfig(self, request: Any) -> Any:  # noqa: ANN401, N802 - the same
        config = decoded(request.config.msgpack)
        found = self._provider.check_data_source(request.type_name, config)
        return message("Diagnostics")(diagnostics=_diagnostics(found))

    def ConfigureProvider(self, request: Any) -> Any:  # noqa: ANN401, N802 - the same
        self._provider.configure(decoded(request.config.msgpack))
        return message("Diagnostics")()

    def UpgradeResourceState(self, request: Any) -> Any:  # noqa: ANN401, N802 - the same
        state = json.loads(request.raw_state.json) if request.raw_state.json else None
        upgraded = self._provider.read_state(request.type_name, state)
        return message("UpgradeResponse")(upgraded_state=_packed(upgraded))

    def ReadResource(self, request: Any) -> Any:  # noqa: ANN401, N802 - the same
        return message("ReadResponse")(new_state=request.current_state, private=request.private)

    def PlanResourceChange(self, request: Any) -> Any:  # noqa: ANN401, N802 - the same
        prior = decoded(request.prior_state.msgpack)
        proposed = decoded(request.proposed_new_state.msgpack)
        plan, replacing = self._provider.plan(request.type_name, prior, proposed)
        return message("PlanResponse")(
            planned_state=_packed(plan),
            requires_replace=[_attribute_path(steps) for steps in replacing],
            # else Terraform refuses that a block which the files don't have is filled
            legacy_type_system=True,
        )

    def ApplyResourceChange(self, request: Any) -> Any:  # noqa: ANN401, N802 - the same
        prior = decoded(request.prior_state.msgpack)
        plan = decoded(request.planned_state.msgpack)
        argument = self._provider.protected(request.type_name, prior) if plan is None else ""
        if argument:
            return message("ApplyResponse")(
                new_state=request.prior_state, diagnostics=_diagnostics([_is_protected(argument)])
            )
        state = self._provider.apply(request.type_name, prior, plan)
        return message("ApplyResponse")(new_state=_packed(state), legacy_type_system=True)

    def ImportResourceState(self, request: Any) -> Any:  # noqa: ANN401, N802 - the same
        state = self._provider.import_(request.type_name, request.id)
        found = message("ImportedResource")(type_name=request.type_name, state=_packed(state))
        return message("ImportResponse")(imported_resources=[found])

    def ReadDataSource(self, request: Any) -> Any:  # noqa: ANN401, N802 - the same
        state = self._provider.read_data(request.type_name, decoded(request.config.msgpack))
        return message("DataResponse")(state=_packed(state))

    def StopProvider(self, _: Any) -> Any:  # noqa: ANN401, N802 - the same
        return message("StopResponse")()


def _is_protected(argument: str) -> Complaint:
    return Complaint(
        "Cannot destroy a protected resource",
        f"{argument} is not false in the state. Set it to false and run `terraform apply`, then "
        "destroy.",
    )


def _packed(value: Any) -> Any:  # noqa: ANN401 - a message of the protocol
    return message("DynamicValue")(msgpack=encoded(value))


def _diagnostics(complaints: Iterable[Complaint]) -> list[Any]:
    return [
        message("Diagnostic")(
            severity=_ERROR,
            summary=complaint.summary,
            detail=complaint.detail,
            attribute=_attribute_path(complaint.at) if complaint.at else None,
        )
        for complaint in complaints
    ]


def _attribute_path(steps: Steps) -> Any:  # noqa: ANN401 - a message of the protocol
    step = message("Step")
    return message("AttributePath")(
        steps=[
            step(element_key_int=part) if isinstance(part, int) else step(attribute_name=part)
            for part in steps
        ]
    )


def _schema_response(schema: ProviderSchema) -> Any:  # noqa: ANN401 - a message of the protocol
    return message("SchemaResponse")(
        provider=_schema(schema.provider),
        resource_schemas=_entries(schema.resources),
        data_source_schemas=_entries(schema.data_sources),
        server_capabilities=message("ServerCapabilities")(get_provider_schema_optional=True),
    )


def _entries(blocks: Mapping[str, Block]) -> list[Any]:
    return [
        message("SchemaEntry")(key=name, value=_schema(block)) for name, block in blocks.items()
    ]


def _schema(block: Block) -> Any:  # noqa: ANN401 - a message of the protocol
    return message("Schema")(block=_block(block))


def _block(block: Block) -> Any:  # noqa: ANN401 - a message of the protocol
    return message("Block")(
        attributes=_attributes(block),
        block_types=[_nested_block(name, nested) for name, nested in block.blocks.items()],
    )


def _nested_block(name: str, nested: NestedBlock) -> Any:  # noqa: ANN401 - a message
    return message("NestedBlock")(
        type_name=name,
        block=_block(nested.block),
        nesting=_NESTING[nested.nesting],
        min_items=nested.min_items,
        max_items=nested.max_items,
    )


def _attributes(block: Block) -> list[Any]:
    return [
        message("Attribute")(
            name=name,
            type=json.dumps(of.type).encode() if of.nested is None else b"",
            required=of.required,
            optional=of.optional,
            computed=of.computed,
            sensitive=of.sensitive,
            write_only=of.write_only,
            nested_type=_object(of.nested) if of.nested else None,
        )
        for name, of in block.attributes.items()
    ]


def _object(nested: NestedBlock) -> Any:  # noqa: ANN401 - a message of the protocol
    return message("Object")(attributes=_attributes(nested.block), nesting=_NESTING[nested.nesting])
