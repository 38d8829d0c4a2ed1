"""Draws planner/data/country_shapes.csv: outlines of countries, and a point inside each.

`make shapes` runs it. The outlines are Natural Earth's (public domain) at 1:50 million, as the npm
package world-atlas packs them; i18n-iso-countries says which number is which country. Both come by
npm, at the versions below, and are held to their digests.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import json
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

TABLE = Path(__file__).parents[1] / "planner" / "data" / "country_shapes.csv"
COLUMNS = ("country", "latitude", "longitude", "outline", "source", "as_of")
SOURCE, AS_OF = "natural-earth", "2018-05"
PACKAGES = {
    "world-atlas@2.0.2": "IXfV0qwlKXpckz1FhwXVwKRjiIhOnWttOskm5CtxMsjgE/MXAYRHWJqgXOpM8Ikc"
    "PBoXnyTU5lFHcYa5ChG0LQ==",
    "i18n-iso-countries@7.14.0": "nXHJZYtNrfsi1UQbyRqm3Gou431elgLjKl//CYlnBGt5aTWdRPH1PiS2T"
    "/p/n8Q8LnqYqzQJik3Q7mkwvLokeg==",
}
"""Package to the base64 of its sha512, as npm's registry lists it."""
TOLERANCE = 0.1
"""Degrees by which a line may leave the one that it stands for."""
SMALLEST = 0.3
"""Square degrees below which an island is left out, unless a country is nothing larger."""
ISO_COUNTS_WITH = {"N. Cyprus": "CY", "Somaliland": "SO"}
"""Names of areas that Natural Earth draws apart to the country that ISO 3166 counts them with."""
_AROUND_THE_POLE = "AQ"
"""No region of a cloud is there, and no flat line goes around it."""

Point = tuple[float, float]
"""Longitude and latitude in degrees."""
Ring = Sequence[Point]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        atlas, codes = (_packed(name, Path(folder)) for name in PACKAGES)
    world = json.loads(atlas["package/countries-50m.json"])
    alpha2 = {number: code for code, _, number, *_ in json.loads(codes["package/codes.json"])}
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(COLUMNS)
        rows.writerows(_rows(world, alpha2))


def _packed(name: str, folder: Path) -> Mapping[str, bytes]:
    """The files of a package.

    Raises:
        SystemExit: it isn't what it was.
    """
    command = ("npm", "pack", "--silent", name)
    done = subprocess.run(  # noqa: S603 - npm of whoever runs this, for a package named above
        command, cwd=folder, check=True, capture_output=True, text=True
    )
    archive = folder / done.stdout.split()[-1]
    digest = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if digest != PACKAGES[name]:
        raise SystemExit(f"{name} is not what it was: sha512-{digest}")
    with tarfile.open(archive) as held:
        files = ((one.name, held.extractfile(one)) for one in held.getmembers() if one.isfile())
        return {name: file.read() for name, file in files if file}


def _rows(world: Mapping[str, Any], alpha2: Mapping[str, str]) -> Iterator[Sequence[str]]:
    arcs = list(_arcs(world))
    simple = [_simple(arc) for arc in arcs]
    rings: dict[str, list[tuple[Ring, Ring]]] = {}
    for shape in world["objects"]["countries"]["geometries"]:
        code = alpha2.get(shape.get("id", "")) or ISO_COUNTS_WITH.get(shape["properties"]["name"])
        if code and code != _AROUND_THE_POLE:
            both = zip(_rings(shape, arcs), _rings(shape, simple), strict=True)
            rings.setdefault(code, []).extend(both)
    for code, every in sorted(rings.items()):
        largest = max((whole for whole, _ in every), key=_area)
        kept = [few for whole, few in every if whole is largest or _area(whole) >= SMALLEST]
        longitude, latitude = _middle(largest)
        outline = "".join(_path(ring) for ring in kept)
        yield code, f"{latitude:.1f}", f"{longitude:.1f}", outline, SOURCE, AS_OF


def _arcs(world: Mapping[str, Any]) -> Iterator[Ring]:
    """Lines that borders are made of; TopoJSON has each as whole steps from point to point."""
    (width, height), (left, bottom) = world["transform"]["scale"], world["transform"]["translate"]
    for arc in world["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((x * width + left, y * height + bottom))
        yield points


def _simple(points: Ring) -> Ring:
    """A line with the points that it needs (Douglas and Peucker, 1973); neighbours share it."""
    if len(points) <= 2:  # noqa: PLR2004 - its ends
        return points
    far, at = max((_distance(p, points[0], points[-1]), n) for n, p in enumerate(points[:-1]))
    if far <= TOLERANCE:
        return points[0], points[-1]
    return (*_simple(points[: at + 1])[:-1], *_simple(points[at:]))


def _distance(point: Point, start: Point, end: Point) -> float:
    (x, y), (ax, ay), (bx, by) = point, start, end
    length = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5
    if not length:
        return float(((x - ax) ** 2 + (y - ay) ** 2) ** 0.5)
    return float(abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / length)


def _rings(shape: Mapping[str, Any], arcs: Sequence[Ring]) -> Iterator[Ring]:
    """The outer rings of a country: what it surrounds is another country's own."""
    parts = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
    for outer, *_ in parts:
        points: list[Point] = []
        for number in outer:
            # a negative number is the arc of its complement, backwards
            line = arcs[number] if number >= 0 else arcs[~number][::-1]
            points += line[1:] if points else line
        yield _unrolled(points)


def _unrolled(ring: Ring) -> Ring:
    """A ring across the antimeridian that goes on beyond it, instead of around the world."""
    (x, y), *rest = ring
    points = [(x, y)]
    for next_x, next_y in rest:
        # never half a turn in one step
        x += (next_x - x + 180) % 360 - 180
        points.append((x, next_y))
    return points


def _area(ring: Ring) -> float:
    """Square degrees; what is near a pole looks larger than it is."""
    pairs = pairwise(ring)
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairs)) / 2


def _middle(ring: Ring) -> Point:
    """The centre of gravity of an area."""
    pairs = list(pairwise(ring))
    cuts = [ax * by - bx * ay for (ax, ay), (bx, by) in pairs]
    whole = 3 * sum(cuts)
    x = sum((a[0] + b[0]) * cut for (a, b), cut in zip(pairs, cuts, strict=True)) / whole
    y = sum((a[1] + b[1]) * cut for (a, b), cut in zip(pairs, cuts, strict=True)) / whole
    return x, y


def _path(ring: Ring) -> str:
    """SVG's words for a ring, in tenths of a degree: to the right is east, down is south."""
    tenths = [(round(x * 10), round(-y * 10)) for x, y in ring[:-1]]
    (x, y), *rest = tenths
    steps = []
    for next_x, next_y in rest:
        if (next_x, next_y) != (x, y):
            steps.append(f"{next_x - x} {next_y - y}")
            x, y = next_x, next_y
    first = f"{tenths[0][0]} {tenths[0][1]}"
    return f"M{first}l{' '.join(steps)}z".replace(" -", "-") if steps else f"M{first}z"


if __name__ == "__main__":
    main()
