"""The charts, as Vega-Lite: bounds as bands, claims as marks, contests and silence as grounds, breaks as lines.

Colours are those of Okabe and Ito (2008), told apart with any colour vision; each origin also has a shape of its own.
"""

import json
from functools import cache
from typing import Any

import altair as alt

COLOURS = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#000000", "#7A7A7A"]
SHAPES = ["circle", "square", "triangle-up", "diamond", "cross", "triangle-down", "triangle-left", "triangle-right"]
INK, BAND, CONTEST, SILENCE = "#1f5a7a", "#56B4E9", "#f6d5cc", "#e9ebee"

POINT_FIELDS = ["start", "end", "low", "high", "contested", "overdue", "break"]
"""``start`` and ``end`` are the first days of the month and of the next; ``low`` is the lower bound, or nought where there is only an upper one."""

CLAIM_FIELDS = ["claim", "day", "value", "value_low", "value_high", "origin", "echo"]


def series_chart(origins: list[str]) -> dict[str, Any]:
    """The chart of a series, for a browser to fill: its data are named ``points`` (``POINT_FIELDS``) and ``claims`` (``CLAIM_FIELDS``).

    ``origins`` are in the order of their colours.
    """
    spec = _filled(_series_frame(), {"$origins": origins, "$colours": _colours(origins), "$shapes": _shapes(origins)})
    spec["datasets"] = {"points": [], "claims": []}
    return spec


def small_chart(points: list[dict[str, Any]]) -> dict[str, Any]:
    """A small chart for the front page: the bounds alone. ``points`` have ``POINT_FIELDS``."""
    spec: dict[str, Any] = json.loads(_small_frame())
    spec["datasets"] = {"points": points}
    return spec


def _filled(frame: str, lists: dict[str, list[str]]) -> dict[str, Any]:
    """A frame with its lists; a chart is checked against its schema once, which takes longer than all the rest."""
    for name, values in lists.items():
        frame = frame.replace(json.dumps([name]), json.dumps(values))
    spec: dict[str, Any] = json.loads(frame)
    return spec


@cache
def _series_frame() -> str:
    marks = alt.Chart(alt.NamedData("claims"))
    legend = alt.Legend(title=None, orient="bottom", columns=3, labelLimit=260, labelFontSize=12, symbolSize=80, rowPadding=6)
    palette: Any = {
        "color": alt.Color("origin:N", scale=alt.Scale(domain=["$origins"], range=["$colours"]), legend=legend),
        "shape": alt.Shape("origin:N", scale=alt.Scale(domain=["$origins"], range=["$shapes"]), legend=legend),
    }
    faint, clear = (alt.condition("datum.echo", alt.value(0.2), alt.value(opacity)) for opacity in (0.7, 0.95))
    layers = [
        *_bounds(alt.Y("low:Q", title=None, scale=alt.Scale(zero=True, nice=True), axis=alt.Axis(format=",d", tickCount=6, minExtent=56))),
        marks.transform_filter("datum.value_low != datum.value_high")
        .mark_rule(strokeWidth=1.5)
        .encode(x=_time("day"), y=alt.Y("value_low:Q"), y2="value_high:Q", color=palette["color"], opacity=faint),
        marks.mark_point(filled=True, size=64, cursor="pointer").encode(x=_time("day"), y=alt.Y("value:Q"), opacity=clear, **palette),
    ]
    return _dressed(alt.layer(*layers).properties(width="container", height=380, autosize=alt.AutoSizeParams(type="fit-x", contains="padding")))


@cache
def _small_frame() -> str:
    y = alt.Y("low:Q", title=None, scale=alt.Scale(zero=True), axis=alt.Axis(format=",d", tickCount=3))
    return _dressed(alt.layer(*_bounds(y)).properties(width=420, height=150))


def _bounds(y: Any) -> list[alt.Chart]:
    """Silence and contests as grounds, bounds as bands, the lower bound as a line, breaks as lines across."""
    months = alt.Chart(alt.NamedData("points"))
    span: Any = {"x": _time("start"), "x2": "end:T"}
    return [
        months.transform_filter("datum.overdue").mark_rect(color=SILENCE).encode(**span),
        months.transform_filter("datum.contested").mark_rect(color=CONTEST).encode(**span),
        months.transform_filter("isValid(datum.low) && !isValid(datum.high)")
        .mark_rect(color=BAND, opacity=0.16)
        .encode(**span, y=y, y2=alt.value(0)),
        months.transform_filter("isValid(datum.high)").mark_rect(color=BAND, opacity=0.5).encode(**span, y=y, y2="high:Q"),
        months.transform_filter("isValid(datum.low)").mark_rule(color=INK, strokeWidth=2).encode(**span, y=y),
        months.transform_filter("datum.break").mark_rule(color="#444", strokeDash=[4, 4]).encode(x=_time("start")),
    ]


def _time(field: str) -> Any:
    return alt.X(f"{field}:T", title=None, axis=alt.Axis(format="%Y", tickCount="year", grid=False))


def _dressed(chart: Any) -> str:
    quiet: Any = {"labelColor": "#444", "titleColor": "#444", "gridColor": "#eee", "domainColor": "#999", "tickColor": "#999"}
    axis = alt.AxisConfig(titleFontWeight="normal", labelFontSize=12, **quiet)
    dressed = chart.configure(font="system-ui, sans-serif", background="white", axis=axis, view=alt.ViewConfig(stroke=None))
    return json.dumps(dressed.to_dict())


def _colours(origins: list[str]) -> list[str]:
    return [COLOURS[index % len(COLOURS)] for index in range(len(origins))]


def _shapes(origins: list[str]) -> list[str]:
    """Another shape wherever a colour comes again."""
    return [SHAPES[(index + index // len(COLOURS)) % len(SHAPES)] for index in range(len(origins))]
