"""Site-to-Site VPN: moto keeps none of a connection's options, and gives all tunnels one address.

aws_vpn_connection then shows each option of its tunnels as a change in every plan, and what the
other end is to connect to is the same four times over. aws_vpn_gateway_route_propagation gets no
further than an action that moto doesn't know, and aws_vpn_gateway_attachment waits for an
attachment to go that stays, detached.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from ipaddress import ip_network
from typing import Any

from moto.core.responses import ActionResult, EmptyResult
from moto.ec2.models import EC2Backend
from moto.ec2.models.route_tables import RouteTable
from moto.ec2.models.vpn_connections import VPNConnection
from moto.ec2.models.vpn_gateway import VPCGatewayAttachment
from moto.ec2.responses import EC2Response

from planner.sandbox.patching import add, held, wrap

_TUNNELS = (1, 2)
_AMAZON_ASN = "64512"
_CALLED = {"IKEVersions": "IkeVersions"}
"""What an answer calls otherwise than the request."""

_DEFAULT_INSIDE = "169.254.44.{}/30"


def install() -> None:
    wrap(EC2Response, "create_vpn_connection", _create)
    wrap(EC2Backend, "detach_vpn_gateway", _detach)
    setattr(  # noqa: B010 - typed as read-only
        VPNConnection, "customer_gateway_configuration", property(_configuration)
    )
    setattr(RouteTable, "propagating_vgws", property(_propagating))  # noqa: B010 - moto has none
    add(EC2Response, enable_vgw_route_propagation, disable_vgw_route_propagation)


def _create(original: Callable[..., ActionResult], self: EC2Response) -> ActionResult:
    result = original(self)
    made: Any = result.result
    connection: Any = made["VpnConnection"]
    asked: dict[str, Any] = self._get_param("Options") or {}
    given = asked.get("TunnelOptions") or [{}, {}]
    tunnels = [_tunnel(connection.id, place, given[place - 1]) for place in _TUNNELS]
    connection.options = {
        "EnableAcceleration": False,
        "StaticRoutesOnly": asked.get("StaticRoutesOnly") in (True, "true"),
        "LocalIpv4NetworkCidr": asked.get("LocalIpv4NetworkCidr", "0.0.0.0/0"),
        "RemoteIpv4NetworkCidr": asked.get("RemoteIpv4NetworkCidr", "0.0.0.0/0"),
        "OutsideIpAddressType": "PublicIpv4",
        "TunnelInsideIpVersion": "ipv4",
        "TunnelOptions": tunnels,
    }
    return result


def _tunnel(connection: str, place: int, given: dict[str, Any]) -> dict[str, Any]:
    """A tunnel's options as AWS tells of them: what was asked for, an address and a key."""
    digest = sha256(f"{connection}/{place}".encode()).hexdigest()
    known = {_CALLED.get(name, name): each for name, each in given.items()}
    drawn = {
        "OutsideIpAddress": f"203.0.113.{int(digest[:2], 16) % 127 * 2 + place - 1}",
        "PreSharedKey": digest[:32],
        "TunnelInsideCidr": _DEFAULT_INSIDE.format(4 * place),
    }
    return {**drawn, **known}


def _detach(
    original: Callable[..., VPCGatewayAttachment], self: EC2Backend, *args: object
) -> VPCGatewayAttachment:
    attachment = original(self, *args)
    for gateway in self.vpn_gateways.values():
        for vpc, each in list(gateway.attachments.items()):
            if each is attachment:
                del gateway.attachments[vpc]
    return attachment


def enable_vgw_route_propagation(self: EC2Response) -> EmptyResult:
    _propagations(self)[self._get_param("GatewayId")] = True
    return EmptyResult()


def disable_vgw_route_propagation(self: EC2Response) -> EmptyResult:
    _propagations(self).pop(self._get_param("GatewayId"), None)
    return EmptyResult()


def _propagations(self: EC2Response) -> dict[str, bool]:
    """Gateways that put their routes into the table that a request names."""
    table = self.ec2_backend.get_route_table(self._get_param("RouteTableId"))
    return _kept(table)


def _kept(table: RouteTable) -> dict[str, bool]:
    every = held(table.ec2_backend, "topoplan_vgw_propagation")
    found: dict[str, bool] = every.setdefault(table.id, {})
    return found


def _propagating(self: RouteTable) -> list[dict[str, str]]:
    return [{"GatewayId": gateway} for gateway in _kept(self)]


def _configuration(self: VPNConnection) -> str:
    """What AWS writes for whoever sets up the other end: the provider reads tunnels out of it."""
    options: dict[str, Any] = self.options or {"TunnelOptions": []}
    customer = self.ec2_backend.get_customer_gateway(self.customer_gateway_id)
    gateway = self.ec2_backend.vpn_gateways.get(self.vpn_gateway_id or "")
    here = (gateway and gateway.amazon_side_asn) or _AMAZON_ASN
    tunnels = "".join(
        _IPSEC_TUNNEL.format(
            customer=customer.ip_address,
            customer_asn=customer.bgp_asn,
            here_asn=here,
            inside_customer=ip_network(each["TunnelInsideCidr"])[2],
            inside_here=ip_network(each["TunnelInsideCidr"])[1],
            key=each["PreSharedKey"],
            outside=each["OutsideIpAddress"],
        )
        for each in options["TunnelOptions"]
    )
    return (
        f'<vpn_connection id="{self.id}">'
        f"<customer_gateway_id>{self.customer_gateway_id}</customer_gateway_id>"
        f"<vpn_gateway_id>{self.vpn_gateway_id or ''}</vpn_gateway_id>"
        f"<vpn_connection_type>{self.type}</vpn_connection_type>{tunnels}</vpn_connection>"
    )


_IPSEC_TUNNEL = """
<ipsec_tunnel>
  <customer_gateway>
    <tunnel_outside_address><ip_address>{customer}</ip_address></tunnel_outside_address>
    <tunnel_inside_address><ip_address>{inside_customer}</ip_address></tunnel_inside_address>
    <bgp><asn>{customer_asn}</asn><hold_time>30</hold_time></bgp>
  </customer_gateway>
  <vpn_gateway>
    <tunnel_outside_address><ip_address>{outside}</ip_address></tunnel_outside_address>
    <tunnel_inside_address><ip_address>{inside_here}</ip_address></tunnel_inside_address>
    <bgp><asn>{here_asn}</asn><hold_time>30</hold_time></bgp>
  </vpn_gateway>
  <ike><pre_shared_key>{key}</pre_shared_key></ike>
</ipsec_tunnel>"""
