#!/usr/bin/python3
"""growth.py BUILD [SVG]: the processor time of a draw by number of members, both
axes logarithmic, from BUILD/engine.json, which engine.py has written. The guide is
n log n through the draw of 10,000, or the first that is there. The picture of
the documents: growth.py build/release docs/figures/growth.svg."""
import json
import math
import pathlib
import sys

GUIDE_FROM = 10000
MARKS = {"LEMON": "^", "best of 16 allowed": "s", "first allowed": "v"}


def guide(points):
    """n log n, from the least to the greatest number of members."""
    through = min(points, key=lambda p: abs(math.log(p[0] / GUIDE_FROM)))
    factor = through[1] / (through[0] * math.log(through[0]))
    low, high = points[0][0], points[-1][0]
    steps = [low * (high / low) ** (i / 50) for i in range(51)]
    return steps, [factor * n * math.log(n) for n in steps]


def beside_draw(axes, rows):
    for name, mark in MARKS.items():
        points = sorted((row["members"], row["cpu_seconds"]) for row in rows
                        if row["name"].startswith(name)
                        and row["serendipity"] == 0)
        if points:
            axes.plot(*zip(*points), mark, ls=":", color="0.55", ms=5,
                      label=name)


def picture(found, path):
    try:
        import matplotlib
    except ImportError:
        sys.exit("python3-matplotlib is not installed")
    matplotlib.use("svg")
    # The same picture of the same figures, byte by byte, and text as text.
    matplotlib.rcParams.update({"svg.hashsalt": "growth", "svg.fonttype":
                                "none", "font.size": 10})
    from matplotlib import pyplot
    rows = [row for row in found["ours"] if row["serendipity"] == 0]
    points = sorted((row["members"], row["cpu_seconds"]) for row in rows)
    figure, axes = pyplot.subplots(figsize=(7, 4.5))
    axes.plot(*guide(points), color="0.7", lw=1, label="n log n")
    beside_draw(axes, found["beside"])
    axes.plot(*zip(*points), "o-", color="#1f5fa8", label="Serendip")
    axes.set(xscale="log", yscale="log", xlabel="members",
             ylabel="processor seconds of a draw")
    axes.grid(True, which="major", color="0.9")
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False)
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(f"usage: {sys.argv[0]} BUILD [SVG]")
    build = pathlib.Path(sys.argv[1])
    path = pathlib.Path(sys.argv[2]) if len(sys.argv) == 3 \
        else build / "growth.svg"
    path.parent.mkdir(parents=True, exist_ok=True)
    picture(json.loads((build / "engine.json").read_text()), path)
    print(f"  {path}")


if __name__ == "__main__":
    main()
