"""A certificate for a host, and the authority that signed it: both made for one test."""

import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID


def make_certificates(directory: Path, host: str) -> tuple[Path, ssl.SSLContext]:
    """The authority's file, and what a server for `host` needs."""
    authority_key, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    authority = _builder("Test authority", "Test authority", authority_key.public_key())
    constraints = x509.BasicConstraints(ca=True, path_length=None)
    signed_by_itself = authority.add_extension(constraints, critical=True).sign(authority_key, SHA256())
    of_host = _builder(host, "Test authority", key.public_key())
    named = of_host.add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
    certificate = named.sign(authority_key, SHA256())
    (directory / "authority.pem").write_bytes(signed_by_itself.public_bytes(Encoding.PEM))
    (directory / "server.pem").write_bytes(
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()) + certificate.public_bytes(Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(directory / "server.pem")
    return directory / "authority.pem", context


def _builder(subject: str, issuer: str, public_key: ec.EllipticCurvePublicKey) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(_name(subject))
        .issuer_name(_name(issuer))
        .public_key(public_key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
    )


def _name(common_name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name)])
