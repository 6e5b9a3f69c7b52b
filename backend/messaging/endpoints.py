"""Where a push may be sent: an address comes from a browser, so it is not to be trusted."""

import re
import socket
from base64 import b64decode
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import SplitResult, urlsplit

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver
from cryptography.hazmat.primitives.asymmetric import ec

LONGEST = 1000
PLAIN = re.compile(r"[!-\[\]-~]+")  # ASCII without spaces, controls or backslash
NAME = re.compile(r"[a-z0-9.-]+")
HTTPS_PORT = 443
POINT, SECRET = 65, 16  # bytes of the two keys a browser gives (RFC 8291)
GLOBAL_UNICAST = IPv6Network("2000::/3")
EMBEDS_IPV4 = (IPv6Network("2001::/23"), IPv6Network("2002::/16"))
NAT64 = IPv6Network("64:ff9b::/96")


class EndpointRefused(Exception):
    """The address or the keys are not those of a push service we send to."""


@dataclass(frozen=True)
class AllowedHost:
    """One entry of PUSH_ALLOWED_HOSTS: a domain with all below it, or this very machine."""

    host: str
    scheme: str | None = None
    port: int | None = None
    is_loopback: bool = False

    def accepts(self, endpoint: SplitResult) -> bool:
        host = endpoint.hostname or ""
        if self.is_loopback:
            return (
                host == self.host
                and endpoint.scheme in ({self.scheme} if self.scheme else {"http", "https"})
                and self.port in {None, endpoint.port}
            )
        secure = endpoint.scheme == "https" and endpoint.port in {None, HTTPS_PORT}
        below = host.endswith(f".{self.host}") and NAME.fullmatch(host) is not None
        return secure and (host == self.host or below)


def allowed_hosts(setting: str) -> tuple[AllowedHost, ...]:
    return tuple(_entry(text.strip()) for text in setting.split(",") if text.strip())


def _entry(text: str) -> AllowedHost:
    parts = urlsplit(text if "//" in text else f"//{text}")
    host = (parts.hostname or "").removeprefix("*.")
    return AllowedHost(host, parts.scheme or None, parts.port, names_this_machine(host))


def check_browser(endpoint: str, p256dh: str, auth: str, setting: str) -> None:
    """Raises EndpointRefused unless a reminder could be sent there."""
    check_endpoint(endpoint, allowed_hosts(setting))
    check_keys(p256dh, auth)


def check_endpoint(url: str, allowed: tuple[AllowedHost, ...]) -> None:
    """Raises EndpointRefused. What the name stands for is checked later, when it is resolved."""
    if len(url) > LONGEST or not PLAIN.fullmatch(url):
        raise EndpointRefused("form")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as failure:
        raise EndpointRefused("form") from failure
    if "@" in parts.netloc or parts.fragment or port == 0:
        raise EndpointRefused("form")
    if not any(host.accepts(parts) for host in allowed):
        raise EndpointRefused("host")


def check_keys(p256dh: str, auth: str) -> None:
    """Raises EndpointRefused unless they are a point of P-256 and 16 bytes."""
    try:
        point, secret = _decoded(p256dh), _decoded(auth)
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    except ValueError as failure:
        raise EndpointRefused("keys") from failure
    if len(point) != POINT or len(secret) != SECRET:
        raise EndpointRefused("keys")


def _decoded(text: str) -> bytes:
    return b64decode(text + "=" * (-len(text) % 4), altchars="-_", validate=True)


def origin_of(endpoint: str) -> str:
    parts = urlsplit(endpoint)
    return f"{parts.scheme}://{parts.netloc}"


def names_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def is_public(address: str) -> bool:
    """Whether it is somebody else's on the internet, also when it wraps an IPv4 address."""
    ip = ip_address(address)
    if isinstance(ip, IPv6Address):
        return _is_public_v6(ip)
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def _is_public_v6(ip: IPv6Address) -> bool:
    if ip.ipv4_mapped or ip in NAT64:
        return is_public(str(IPv4Address(int(ip) & 0xFFFFFFFF)))
    if any(ip in network for network in EMBEDS_IPV4):
        return False
    return ip in GLOBAL_UNICAST and ip.is_global


class PublicOnly(AbstractResolver):
    """Gives the connector the addresses it will really use, and no other than public ones."""

    def __init__(self, allowed: tuple[AllowedHost, ...]) -> None:
        self._resolver = ThreadedResolver()
        self._local = {host.host for host in allowed if host.is_loopback}

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        found = await self._resolver.resolve(host, port, family)
        fits = names_this_machine if host in self._local else is_public
        kept = [answer for answer in found if fits(answer["host"].partition("%")[0])]
        if not kept:
            raise OSError(None, "no public address")
        return kept

    async def close(self) -> None:
        await self._resolver.close()
