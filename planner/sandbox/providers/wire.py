"""The messages of Terraform's plugin protocol 6, as a table of field numbers.

Only numbers and types travel, so the classes are made from the table at import: no generated code,
and no second tool that has to fit the installed protobuf. The numbers are published in Terraform's
docs/plugin-protocol/tfplugin6.proto. An enumeration travels as an int32, a map as repeated entries.
"""

from __future__ import annotations

from typing import Any

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

_PACKAGE = "tfplugin6"
_TABLE = """
DynamicValue              1 msgpack bytes, 2 json bytes
AttributePath             1 steps *Step
Step                      1 attribute_name string, 2 element_key_string string, \
                          3 element_key_int int64
Diagnostic                1 severity int32, 2 summary string, 3 detail string, \
                          4 attribute AttributePath
RawState                  1 json bytes
Schema                    1 version int64, 2 block Block
Block                     1 version int64, 2 attributes *Attribute, 3 block_types *NestedBlock
Attribute                 1 name string, 2 type bytes, 4 required bool, 5 optional bool, \
                          6 computed bool, 7 sensitive bool, 10 nested_type Object, \
                          11 write_only bool
NestedBlock               1 type_name string, 2 block Block, 3 nesting int32, 4 min_items int64, \
                          5 max_items int64
Object                    1 attributes *Attribute, 3 nesting int32
SchemaEntry               1 key string, 2 value Schema
ServerCapabilities        2 get_provider_schema_optional bool
Empty
SchemaResponse            1 provider Schema, 2 resource_schemas *SchemaEntry, \
                          3 data_source_schemas *SchemaEntry, \
                          6 server_capabilities ServerCapabilities
ConfigRequest             1 config DynamicValue
ConfigureRequest          1 terraform_version string, 2 config DynamicValue
TypedConfigRequest        1 type_name string, 2 config DynamicValue
ProviderDiagnostics       2 diagnostics *Diagnostic
Diagnostics               1 diagnostics *Diagnostic
UpgradeRequest            1 type_name string, 2 version int64, 3 raw_state RawState
UpgradeResponse           1 upgraded_state DynamicValue, 2 diagnostics *Diagnostic
ReadRequest               1 type_name string, 2 current_state DynamicValue, 3 private bytes
ReadResponse              1 new_state DynamicValue, 2 diagnostics *Diagnostic, 3 private bytes
PlanRequest               1 type_name string, 2 prior_state DynamicValue, \
                          3 proposed_new_state DynamicValue, 4 config DynamicValue
PlanResponse              1 planned_state DynamicValue, 2 requires_replace *AttributePath, \
                          4 diagnostics *Diagnostic, 5 legacy_type_system bool
ApplyRequest              1 type_name string, 2 prior_state DynamicValue, \
                          3 planned_state DynamicValue, 4 config DynamicValue
ApplyResponse             1 new_state DynamicValue, 3 diagnostics *Diagnostic, \
                          4 legacy_type_system bool
ImportRequest             1 type_name string, 2 id string
ImportedResource          1 type_name string, 2 state DynamicValue
ImportResponse            1 imported_resources *ImportedResource, 2 diagnostics *Diagnostic
DataResponse              1 state DynamicValue, 2 diagnostics *Diagnostic
StopResponse              1 error string
"""

_FIELD = descriptor_pb2.FieldDescriptorProto
_SCALARS = {
    "bool": _FIELD.TYPE_BOOL,
    "bytes": _FIELD.TYPE_BYTES,
    "int32": _FIELD.TYPE_INT32,
    "int64": _FIELD.TYPE_INT64,
    "string": _FIELD.TYPE_STRING,
}

CALLS = {
    "GetProviderSchema": ("Empty", "SchemaResponse"),
    "ValidateProviderConfig": ("ConfigRequest", "ProviderDiagnostics"),
    "ValidateResourceConfig": ("TypedConfigRequest", "Diagnostics"),
    "ValidateDataResourceConfig": ("TypedConfigRequest", "Diagnostics"),
    "UpgradeResourceState": ("UpgradeRequest", "UpgradeResponse"),
    "ConfigureProvider": ("ConfigureRequest", "Diagnostics"),
    "ReadResource": ("ReadRequest", "ReadResponse"),
    "PlanResourceChange": ("PlanRequest", "PlanResponse"),
    "ApplyResourceChange": ("ApplyRequest", "ApplyResponse"),
    "ImportResourceState": ("ImportRequest", "ImportResponse"),
    "ReadDataSource": ("TypedConfigRequest", "DataResponse"),
    "StopProvider": ("Empty", "StopResponse"),
}
"""Each call of the service `tfplugin6.Provider` with its request and response."""


def _described() -> descriptor_pb2.FileDescriptorProto:
    described = descriptor_pb2.FileDescriptorProto(
        name=f"{_PACKAGE}.proto", package=_PACKAGE, syntax="proto3"
    )
    for line in _TABLE.strip().splitlines():
        name, _, fields = line.partition(" ")
        message = described.message_type.add(name=name)
        for field in filter(None, map(str.strip, fields.split(","))):
            _describe(message, field)
    return described


def _describe(message: descriptor_pb2.DescriptorProto, field: str) -> None:
    number, name, kind = field.split()
    bare = kind.removeprefix("*")
    described = message.field.add(
        name=name,
        number=int(number),
        type=_SCALARS.get(bare, _FIELD.TYPE_MESSAGE),
        label=_FIELD.LABEL_REPEATED if kind != bare else _FIELD.LABEL_OPTIONAL,
    )
    if bare not in _SCALARS:
        described.type_name = f".{_PACKAGE}.{bare}"
    if message.name == "Step":
        # members of a `oneof` have presence: index 0 has to be told from no index
        if not message.oneof_decl:
            message.oneof_decl.add(name="selector")
        described.oneof_index = 0


_POOL = descriptor_pool.DescriptorPool()
_POOL.Add(_described())


def message(name: str) -> Any:  # noqa: ANN401 - a class that is made here
    """The class of a message."""
    found = _POOL.FindMessageTypeByName(f"{_PACKAGE}.{name}")
    return message_factory.GetMessageClass(found)
