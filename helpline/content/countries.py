"""`content/countries.yml` and `content/regions.yml`."""

from pathlib import Path

from helpline.content.files import read_yaml
from helpline.domain.countries import Country, CountryNames
from helpline.errors import ContentError


def read_countries(content_dir: Path) -> CountryNames:
    path = content_dir / "countries.yml"
    found: list[Country] = []
    for code, entry in read_yaml(path).get("countries", {}).items():
        try:
            aliases = [str(alias) for names in (entry.get("aliases") or {}).values() for alias in names or ()]
            found.append(
                Country(
                    code=str(code),
                    name=entry["name"],
                    roles=tuple(entry["roles"]),
                    aliases=tuple(aliases),
                    calling_code=str(entry.get("calling_code", "")),
                    region=str(entry.get("region") or ""),
                )
            )
        except (KeyError, TypeError, AttributeError):
            raise ContentError(f"{path}: country {code} is incomplete.") from None
    return CountryNames(found, _read_regions(content_dir / "regions.yml"))


def _read_regions(path: Path) -> dict[str, dict[str, str]]:
    if not path.exists():
        return {}
    try:
        return {str(code): dict(entry["name"]) for code, entry in read_yaml(path)["regions"].items()}
    except (KeyError, TypeError, ValueError, AttributeError):
        raise ContentError(f"{path} is not written as the format asks.") from None
